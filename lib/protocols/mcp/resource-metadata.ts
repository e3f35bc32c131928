import { HTTP_STATUS } from "@/lib/core/error-http";
import type { MeshError } from "@/lib/core/errors";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

/** Path of one MCP door: of a server, or of all that the caller may use. */
export function doorPath(server: string | undefined): string {
  return server === undefined ? "/mcp" : `/mcp/${encodeURIComponent(server)}`;
}

/**
 * Protected resource metadata (RFC 9728 section 2). The resource is the mesh as a whole, because that is the one audience its badges for callers carry: a badge whose audience is a single server is a hop badge
 * of the mesh itself and opens no door.
 */
export function resourceMetadata(publicUrl: string, title: string): Record<string, unknown> {
  return {
    resource: publicUrl,
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
