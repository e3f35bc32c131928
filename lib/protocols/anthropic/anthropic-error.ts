import { HTTP_STATUS, publicError } from "@/lib/core/error-http";
import type { ErrorCode, MeshError } from "@/lib/core/errors";
import { modelErrorHeaders } from "@/lib/protocols/models/error-headers";

/** Anthropic's `error.type` of each code. */
const TYPES = {
  invalid_request: "invalid_request_error",
  unauthenticated: "authentication_error",
  invalid_token: "authentication_error",
  proof_required: "authentication_error",
  insufficient_scope: "permission_error",
  permission_denied: "permission_error",
  policy_denied: "permission_error",
  certification_required: "permission_error",
  approval_required: "permission_error",
  grant_exceeded: "permission_error",
  tool_changed: "permission_error",
  suspended: "permission_error",
  asset_retired: "conflict_error",
  not_found: "not_found_error",
  method_not_allowed: "invalid_request_error",
  conflict: "conflict_error",
  idempotency_mismatch: "invalid_request_error",
  call_in_progress: "conflict_error",
  outcome_unknown: "conflict_error",
  payload_too_large: "request_too_large",
  unsupported_media_type: "invalid_request_error",
  unsupported_operation: "invalid_request_error",
  unsupported_version: "invalid_request_error",
  guard_rejected: "permission_error",
  rate_limited: "rate_limit_error",
  budget_exhausted: "billing_error",
  quota_exceeded: "rate_limit_error",
  hop_limit: "invalid_request_error",
  loop_detected: "invalid_request_error",
  egress_blocked: "permission_error",
  upstream_unreachable: "api_error",
  upstream_timeout: "timeout_error",
  upstream_error: "api_error",
  upstream_invalid: "api_error",
  deadline_exceeded: "timeout_error",
  cancelled: "api_error",
  record_unavailable: "overloaded_error",
  unavailable: "overloaded_error",
  internal: "api_error",
} satisfies Record<ErrorCode, string>;

/** An error in Anthropic's envelope; the mesh's code (also where the SDK reads `errorCode`), policies, remedy and call id stand inside. */
export function anthropicError(err: MeshError): Record<string, unknown> {
  return {
    type: "error",
    error: { ...publicError(err), type: TYPES[err.code], details: { error_code: err.code } },
    ...(err.callId ? { request_id: err.callId } : {}),
  };
}

export function anthropicErrorResponse(err: MeshError): Response {
  return Response.json(anthropicError(err), {
    status: HTTP_STATUS[err.code],
    headers: modelErrorHeaders(err),
  });
}
