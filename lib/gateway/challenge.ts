import { HTTP_STATUS } from "@/lib/core/error-http";
import { type MeshError, toMeshError } from "@/lib/core/errors";
import { PROOF_ALGORITHMS } from "@/lib/identity/verify-proof";

/** Where the metadata of a door is: the well-known name goes before the door's own path (RFC 9728 section 3.1). */
export const RESOURCE_METADATA = "/.well-known/oauth-protected-resource";

/**
 * The `WWW-Authenticate` challenge for an error: what is wrong and where a client learns who issues badges (RFC 6750 section 3, RFC 9728 section 5.1, RFC 9449 section 7.1). A caller that sent no credential is told no
 * error. Undefined for errors that have no challenge.
 * @param door path of the door, such as `/mcp`
 */
export function challengeFor(publicUrl: string, door: string, err: MeshError): string | undefined {
  const metadata = `resource_metadata="${publicUrl}${RESOURCE_METADATA}${door}"`;
  switch (err.code) {
    case "invalid_token":
      return `Bearer error="invalid_token", ${metadata}`;
    case "insufficient_scope":
      return `Bearer error="insufficient_scope", scope="${scopeFor(door)}", ${metadata}`;
    case "proof_required":
      return `DPoP error="invalid_dpop_proof", algs="${PROOF_ALGORITHMS.join(" ")}", ${metadata}`;
    default:
      return HTTP_STATUS[err.code] === 401 ? `Bearer ${metadata}` : undefined;
  }
}

/** Protected resource metadata (RFC 9728 section 2). `resource` is the address that the metadata was asked about, as section 3.3 demands; the token service takes every door for the mesh, whose address is the one audience
 * that badges for callers carry. */
export function resourceMetadata(publicUrl: string, door: string, title: string): Record<string, unknown> {
  return {
    resource: `${publicUrl}${door}`,
    authorization_servers: [publicUrl],
    bearer_methods_supported: ["header"],
    scopes_supported: [scopeFor(door)],
    dpop_signing_alg_values_supported: PROOF_ALGORITHMS,
    resource_name: title,
  };
}

/** Management takes the scope `admin`; calls take `mesh`. */
function scopeFor(door: string): string {
  return /^\/(api|audit|events)(\/|$)/.test(door) ? "admin" : "mesh";
}

/** The challenge as response headers; none where the error has none. */
export function challengeHeaders(publicUrl: string, door: string, thrown: unknown): Record<string, string> {
  const challenge = challengeFor(publicUrl, door, toMeshError(thrown));
  return challenge === undefined ? {} : { "www-authenticate": challenge };
}
