import { HTTP_STATUS, publicError } from "@/lib/core/error-http";
import type { ErrorCode, MeshError } from "@/lib/core/errors";
import { modelErrorHeaders } from "@/lib/protocols/models/error-headers";

/** OpenAI's `error.type` of each code. The SDK chooses its class by status; programs read the type. */
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
  idempotency_mismatch: "idempotency_error",
  call_in_progress: "conflict_error",
  outcome_unknown: "conflict_error",
  payload_too_large: "invalid_request_error",
  unsupported_media_type: "invalid_request_error",
  unsupported_operation: "invalid_request_error",
  unsupported_version: "invalid_request_error",
  guard_rejected: "permission_error",
  rate_limited: "rate_limit_error",
  budget_exhausted: "insufficient_quota",
  quota_exceeded: "insufficient_quota",
  hop_limit: "invalid_request_error",
  loop_detected: "invalid_request_error",
  egress_blocked: "permission_error",
  upstream_unreachable: "server_error",
  upstream_timeout: "timeout_error",
  upstream_error: "server_error",
  upstream_invalid: "server_error",
  deadline_exceeded: "timeout_error",
  cancelled: "invalid_request_error",
  record_unavailable: "server_error",
  unavailable: "server_error",
  internal: "server_error",
} satisfies Record<ErrorCode, string>;

/** An error in OpenAI's envelope; the mesh's code, policies, remedy and call id stand inside. */
export function openaiError(err: MeshError): { error: Record<string, unknown> } {
  const param = err.issues?.[0]?.path ?? null;
  return { error: { ...publicError(err), type: TYPES[err.code], param } };
}

export function openaiErrorResponse(err: MeshError): Response {
  return Response.json(openaiError(err), { status: HTTP_STATUS[err.code], headers: modelErrorHeaders(err) });
}
