import { SCOPES } from "@/lib/identity/badge";
import { PROOF_ALGORITHMS } from "@/lib/identity/verify-proof";
import { GRANT_TYPES } from "./grant-types";

const PROVEN = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
const SIGNING_ALGORITHMS = ["ES256", "EdDSA", "PS256", "RS256"];

/** Authorization server metadata (RFC 8414 section 2; RFC 9207 section 3, RFC 9449 section 5.1, RFC 9396 section 10). */
export function authorizationServerMetadata(deps: {
  publicUrl: string;
  appRegistration: boolean;
}): Record<string, unknown> {
  const { publicUrl } = deps;
  return {
    issuer: publicUrl,
    authorization_endpoint: `${publicUrl}/oauth/authorize`,
    token_endpoint: `${publicUrl}/oauth/token`,
    jwks_uri: `${publicUrl}/oauth/jwks`,
    ...(deps.appRegistration ? { registration_endpoint: `${publicUrl}/oauth/register` } : {}),
    introspection_endpoint: `${publicUrl}/oauth/introspect`,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    grant_types_supported: GRANT_TYPES,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
    scopes_supported: SCOPES,
    authorization_details_types_supported: ["mesh_tool"],
    authorization_grant_profiles_supported: ["urn:ietf:params:oauth:grant-profile:id-jag"],
    dpop_signing_alg_values_supported: PROOF_ALGORITHMS,
    token_endpoint_auth_methods_supported: [...PROVEN, "none"],
    token_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    introspection_endpoint_auth_methods_supported: PROVEN,
    introspection_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    revocation_endpoint_auth_methods_supported: [...PROVEN, "none"],
    revocation_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
  };
}
