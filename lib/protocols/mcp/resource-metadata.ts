import { HTTP_STATUS } from "@/lib/core/error-http";
import type { MeshError } from "@/lib/core/errors";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

/** Path of one MCP door: of a server, or of all that the caller may use. */
export function doorPath(server: string | undefined): string {
  return server === undefined ? "/mcp" : `/mcp/${encodeURIComponent(server)}`;
}

/**
 * Protected resource metadata (RFC 9728 section 2). `resource` is the address that the metadata was asked about, as section 3.3 demands; the token service takes every door of the mesh for the mesh, whose address is the one
 * audience that badges for callers carry.
 */
export function resourceMetadata(publicUrl: string, path: string, title: string): Record<string, unknown> {
  return {
    resource: `${publicUrl}${path}`,
    authorization_servers: [publicUrl],
    bearer_methods_supported: ["header"],
    scopes_supported: ["mesh"],
    resource_name: title,
  };
}

/** The `WWW-Authenticate` challenge for an error (RFC 6750 section 3, RFC 9728 section 5.1); undefined for errors that have none. */
export function challengeFor(
  publicUrl: string,
  server: string | undefined,
  err: MeshError,
): string | undefined {
  const metadata = `resource_metadata="${publicUrl}${WELL_KNOWN}${doorPath(server)}"`;
  switch (err.code) {
    case "unauthenticated":
      return `Bearer ${metadata}`;
    case "invalid_token":
      return `Bearer error="invalid_token", ${metadata}`;
    case "insufficient_scope":
      return `Bearer error="insufficient_scope", scope="mesh", ${metadata}`;
    default:
      return HTTP_STATUS[err.code] === 401 ? `Bearer ${metadata}` : undefined;
  }
}
