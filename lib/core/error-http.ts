import { type ErrorCode, type MeshError, toMeshError } from "./errors";

/** The HTTP status of each code (RFC 9110 section 15). */
export const HTTP_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  invalid_token: 401,
  proof_required: 401,
  insufficient_scope: 403,
  permission_denied: 403,
  policy_denied: 403,
  certification_required: 403,
  approval_required: 403,
  grant_exceeded: 403,
  tool_changed: 403,
  suspended: 403,
  asset_retired: 409,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_mismatch: 422,
  call_in_progress: 409,
  outcome_unknown: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unsupported_operation: 400,
  unsupported_version: 400,
  guard_rejected: 403,
  rate_limited: 429,
  budget_exhausted: 429,
  quota_exceeded: 429,
  hop_limit: 508,
  loop_detected: 508,
  egress_blocked: 403,
  upstream_unreachable: 502,
  upstream_timeout: 504,
  upstream_error: 502,
  upstream_invalid: 502,
  deadline_exceeded: 504,
  cancelled: 499,
  record_unavailable: 503,
  unavailable: 503,
  internal: 500,
} satisfies Record<ErrorCode, number>;

/** What every door tells about an error, in its own envelope. Never holds `detail`, a cause or a stack. */
export interface PublicError {
  code: ErrorCode;
  message: string;
  call_id?: string;
  policies?: readonly string[];
  remedy?: MeshError["remedy"];
  issues?: MeshError["issues"];
}

/** The public part of an error. */
export function publicError(err: MeshError): PublicError {
  return {
    code: err.code,
    message: err.message,
    ...(err.callId ? { call_id: err.callId } : {}),
    ...(err.policies.length > 0 ? { policies: err.policies } : {}),
    ...(err.remedy ? { remedy: err.remedy } : {}),
    ...(err.issues ? { issues: err.issues } : {}),
  };
}

/** Headers that belong to an error whatever its body: Retry-After in whole seconds, no caching. */
export function errorHeaders(err: MeshError): Record<string, string> {
  const headers: Record<string, string> = { "cache-control": "no-store" };
  const retryAfterMs = err.retryAfterMs ?? (HTTP_STATUS[err.code] === 503 ? 1000 : undefined);
  if (retryAfterMs !== undefined)
    headers["retry-after"] = String(Math.max(1, Math.ceil(retryAfterMs / 1000)));
  if (err.callId) headers["signalbox-call-id"] = err.callId;
  return headers;
}

/** An error as a JSON response: `{"error": {code, message, ...}}`. */
export function errorResponse(thrown: unknown, extraHeaders: Record<string, string> = {}): Response {
  const err = toMeshError(thrown);
  return Response.json(
    { error: publicError(err) },
    { status: HTTP_STATUS[err.code], headers: { ...errorHeaders(err), ...extraHeaders } },
  );
}
