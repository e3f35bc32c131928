import { errorHeaders } from "@/lib/core/error-http";
import { type ErrorCode, type MeshError, toMeshError } from "@/lib/core/errors";

/** Error codes of RFC 6749 section 5.2, RFC 7009 section 2.2.1, RFC 7591 section 3.2.2, RFC 8707 section 2, RFC 9396 section 5 and RFC 9449 section 5. */
export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_dpop_proof"
  | "invalid_redirect_uri"
  | "invalid_client_metadata"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type"
  | "invalid_scope"
  | "invalid_target"
  | "invalid_authorization_details"
  | "temporarily_unavailable"
  | "server_error";

/** A refusal in OAuth's own words, for what the mesh's codes cannot say. */
export class OAuthError extends Error {
  constructor(
    readonly code: OAuthErrorCode,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = "OAuthError";
  }
}

/**
 * An error as a response of these endpoints. A subject token that is invalid or not acceptable is `invalid_request` (RFC 8693 section 2.2.2).
 * @param challenge whether the client tried to authenticate by the Authorization header and must be told how (RFC 6749 section 5.2)
 */
export function oauthErrorResponse(thrown: unknown, challenge: boolean): Response {
  if (thrown instanceof OAuthError) return render(thrown.code, thrown.message, 400, {});
  const err = toMeshError(thrown);
  const { code, status } = rendering(err);
  const headers = errorHeaders(err);
  if (status === 401 && challenge) headers["www-authenticate"] = 'Basic realm="signalbox", charset="UTF-8"';
  return render(code, err.message, status, headers);
}

const BY_CODE: Partial<Record<ErrorCode, { code: OAuthErrorCode; status: number }>> = {
  unauthenticated: { code: "invalid_client", status: 401 },
  proof_required: { code: "invalid_dpop_proof", status: 400 },
  insufficient_scope: { code: "invalid_scope", status: 400 },
  grant_exceeded: { code: "invalid_authorization_details", status: 400 },
  not_found: { code: "invalid_request", status: 404 },
  rate_limited: { code: "temporarily_unavailable", status: 429 },
  payload_too_large: { code: "invalid_request", status: 413 },
  unsupported_media_type: { code: "invalid_request", status: 415 },
  unavailable: { code: "temporarily_unavailable", status: 503 },
  record_unavailable: { code: "temporarily_unavailable", status: 503 },
  internal: { code: "server_error", status: 500 },
};

function rendering(err: MeshError): { code: OAuthErrorCode; status: number } {
  return BY_CODE[err.code] ?? { code: "invalid_request", status: 400 };
}

function render(
  error: OAuthErrorCode,
  description: string,
  status: number,
  headers: Record<string, string>,
): Response {
  return Response.json(
    // The characters that RFC 6749 section 5.2 allows in a description.
    { error, error_description: description.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, " ") },
    { status, headers: { ...headers, "cache-control": "no-store", pragma: "no-cache" } },
  );
}
