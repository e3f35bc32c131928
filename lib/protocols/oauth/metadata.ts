import { SCOPES } from "@/lib/identity/badge";
import { GRANT_TYPES } from "./grant-badge";

const AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
const SIGNING_ALGORITHMS = ["ES256", "EdDSA", "PS256", "RS256"];

/** Authorization server metadata (RFC 8414 section 2). */
export function authorizationServerMetadata(publicUrl: string): Record<string, unknown> {
  return {
    issuer: publicUrl,
    token_endpoint: `${publicUrl}/oauth/token`,
    jwks_uri: `${publicUrl}/oauth/jwks`,
    introspection_endpoint: `${publicUrl}/oauth/introspect`,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    grant_types_supported: GRANT_TYPES,
    // Required by RFC 8414; empty, for there is no authorization endpoint.
    response_types_supported: [],
    scopes_supported: SCOPES,
    authorization_details_types_supported: ["mesh_tool"],
    token_endpoint_auth_methods_supported: AUTH_METHODS,
    token_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    introspection_endpoint_auth_methods_supported: AUTH_METHODS,
    introspection_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    revocation_endpoint_auth_methods_supported: AUTH_METHODS,
    revocation_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
  };
}
