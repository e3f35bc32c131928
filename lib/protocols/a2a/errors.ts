import { HTTP_STATUS } from "@/lib/core/error-http";
import { type ErrorCode, MeshError, type MeshErrorOptions } from "@/lib/core/errors";

/** How one error looks on each wire: the JSON-RPC code, the HTTP status, the name of the google.rpc.Code and the reason of google.rpc.ErrorInfo. */
export interface WireError {
  rpcCode: number;
  httpStatus: number;
  status: string;
  reason: string;
}

/** Errors that only this protocol knows (A2A 1.0 section 5.4, JSON-RPC 2.0 section 5.1). */
export const A2A_ERRORS = {
  PARSE_ERROR: wire(-32700, 400, "INVALID_ARGUMENT"),
  INVALID_REQUEST: wire(-32600, 400, "INVALID_ARGUMENT"),
  METHOD_NOT_FOUND: wire(-32601, 404, "UNIMPLEMENTED"),
  INVALID_PARAMS: wire(-32602, 400, "INVALID_ARGUMENT"),
  TASK_NOT_FOUND: wire(-32001, 404, "NOT_FOUND"),
  TASK_NOT_CANCELABLE: wire(-32002, 400, "FAILED_PRECONDITION"),
  PUSH_NOTIFICATION_NOT_SUPPORTED: wire(-32003, 400, "FAILED_PRECONDITION"),
  UNSUPPORTED_OPERATION: wire(-32004, 400, "FAILED_PRECONDITION"),
  CONTENT_TYPE_NOT_SUPPORTED: wire(-32005, 400, "INVALID_ARGUMENT"),
  INVALID_AGENT_RESPONSE: wire(-32006, 500, "INTERNAL"),
  EXTENDED_AGENT_CARD_NOT_CONFIGURED: wire(-32007, 400, "FAILED_PRECONDITION"),
  EXTENSION_SUPPORT_REQUIRED: wire(-32008, 400, "FAILED_PRECONDITION"),
  VERSION_NOT_SUPPORTED: wire(-32009, 400, "FAILED_PRECONDITION"),
} as const;

export type A2aReason = keyof typeof A2A_ERRORS;

/**
 * Codes of the mesh. Where A2A has an error of the same meaning it is used; the others get the code -31000 minus the HTTP status, which lies outside the range that JSON-RPC reserves.
 */
const MESH_ERRORS = {
  invalid_request: named("INVALID_PARAMS"),
  unauthenticated: mesh("unauthenticated", "UNAUTHENTICATED"),
  invalid_token: mesh("invalid_token", "UNAUTHENTICATED"),
  proof_required: mesh("proof_required", "UNAUTHENTICATED"),
  insufficient_scope: mesh("insufficient_scope", "PERMISSION_DENIED"),
  permission_denied: mesh("permission_denied", "PERMISSION_DENIED"),
  policy_denied: mesh("policy_denied", "PERMISSION_DENIED"),
  certification_required: mesh("certification_required", "PERMISSION_DENIED"),
  approval_required: mesh("approval_required", "PERMISSION_DENIED"),
  grant_exceeded: mesh("grant_exceeded", "PERMISSION_DENIED"),
  tool_changed: mesh("tool_changed", "PERMISSION_DENIED"),
  suspended: mesh("suspended", "PERMISSION_DENIED"),
  asset_retired: mesh("asset_retired", "FAILED_PRECONDITION"),
  not_found: mesh("not_found", "NOT_FOUND"),
  method_not_allowed: mesh("method_not_allowed", "UNIMPLEMENTED"),
  conflict: mesh("conflict", "ABORTED"),
  idempotency_mismatch: mesh("idempotency_mismatch", "INVALID_ARGUMENT"),
  call_in_progress: mesh("call_in_progress", "ABORTED"),
  outcome_unknown: mesh("outcome_unknown", "ABORTED"),
  payload_too_large: mesh("payload_too_large", "INVALID_ARGUMENT"),
  unsupported_media_type: named("CONTENT_TYPE_NOT_SUPPORTED"),
  unsupported_operation: named("UNSUPPORTED_OPERATION"),
  unsupported_version: named("VERSION_NOT_SUPPORTED"),
  guard_rejected: mesh("guard_rejected", "PERMISSION_DENIED"),
  rate_limited: mesh("rate_limited", "RESOURCE_EXHAUSTED"),
  budget_exhausted: mesh("budget_exhausted", "RESOURCE_EXHAUSTED"),
  quota_exceeded: mesh("quota_exceeded", "RESOURCE_EXHAUSTED"),
  hop_limit: mesh("hop_limit", "FAILED_PRECONDITION"),
  loop_detected: mesh("loop_detected", "FAILED_PRECONDITION"),
  egress_blocked: mesh("egress_blocked", "PERMISSION_DENIED"),
  upstream_unreachable: mesh("upstream_unreachable", "UNAVAILABLE"),
  upstream_timeout: mesh("upstream_timeout", "DEADLINE_EXCEEDED"),
  upstream_error: mesh("upstream_error", "UNAVAILABLE"),
  upstream_invalid: { ...named("INVALID_AGENT_RESPONSE"), httpStatus: HTTP_STATUS.upstream_invalid },
  deadline_exceeded: mesh("deadline_exceeded", "DEADLINE_EXCEEDED"),
  cancelled: mesh("cancelled", "CANCELLED"),
  record_unavailable: mesh("record_unavailable", "UNAVAILABLE"),
  unavailable: mesh("unavailable", "UNAVAILABLE"),
  internal: { ...mesh("internal", "INTERNAL"), rpcCode: -32603 },
} satisfies Record<ErrorCode, WireError>;

/** An error of this protocol's own. Its code still says what every other protocol would call it. */
export class A2aError extends MeshError {
  readonly reason: A2aReason;

  constructor(reason: A2aReason, code: ErrorCode, message: string, options: MeshErrorOptions = {}) {
    super(code, message, options);
    this.reason = reason;
  }
}

/** How an error goes over the wire. */
export function wireErrorOf(err: MeshError): WireError {
  return err instanceof A2aError ? named(err.reason) : MESH_ERRORS[err.code];
}

/** What an absent task and another caller's task both look like: the text holds nothing that could tell them apart. */
export function taskNotFound(): A2aError {
  return new A2aError("TASK_NOT_FOUND", "not_found", "There is no such task.");
}

export function invalidParams(message: string): A2aError {
  return new A2aError("INVALID_PARAMS", "invalid_request", message);
}

/** The mesh code under which an upstream's JSON-RPC error goes on record. */
export function codeOfUpstreamError(rpcCode: unknown): ErrorCode {
  switch (rpcCode) {
    case -32001:
      return "not_found";
    case -32600:
    case -32602:
    case -32700:
      return "invalid_request";
    case -32601:
    case -32002:
    case -32003:
    case -32004:
    case -32007:
    case -32008:
      return "unsupported_operation";
    case -32005:
      return "unsupported_media_type";
    case -32009:
      return "unsupported_version";
    default:
      return "upstream_error";
  }
}

function wire(rpcCode: number, httpStatus: number, status: string) {
  return { rpcCode, httpStatus, status };
}

function named(reason: A2aReason): WireError {
  return { ...A2A_ERRORS[reason], reason };
}

function mesh(code: ErrorCode, status: string): WireError {
  const httpStatus = HTTP_STATUS[code];
  return { rpcCode: -31000 - httpStatus, httpStatus, status, reason: code.toUpperCase() };
}
