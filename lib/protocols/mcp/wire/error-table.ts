import type { ErrorCode } from "@/lib/core/errors";
import { RPC } from "./rejection";

interface McpError {
  /** JSON-RPC code. The range -32000 to -32019 is free for implementations; `data.code` carries the mesh's own code. */
  rpc: number;
  /** HTTP status. */
  http: number;
}

/** Refused by a rule: the caller may ask to be allowed. */
const DENIED = -32003;
const EXHAUSTED = -32004;
const UPSTREAM = -32005;
const UNAVAILABLE = -32006;
const CONFLICT = -32007;

/**
 * How each error reaches an MCP client. Official clients hand a JSON-RPC error to the program only when it comes with status 200, and turn anything else into a transport failure without `data`. So what
 * the mesh decided about a well-formed message is 200 and says code, policy and remedy; what HTTP itself must see (credentials, size, rate, outage) keeps its status.
 */
export const MCP_ERRORS = {
  invalid_request: { rpc: RPC.invalidRequest, http: 400 },
  unauthenticated: { rpc: RPC.transport, http: 401 },
  invalid_token: { rpc: RPC.transport, http: 401 },
  proof_required: { rpc: RPC.transport, http: 401 },
  insufficient_scope: { rpc: DENIED, http: 403 },
  permission_denied: { rpc: DENIED, http: 200 },
  policy_denied: { rpc: DENIED, http: 200 },
  certification_required: { rpc: DENIED, http: 200 },
  approval_required: { rpc: DENIED, http: 200 },
  grant_exceeded: { rpc: DENIED, http: 200 },
  tool_changed: { rpc: DENIED, http: 200 },
  suspended: { rpc: DENIED, http: 200 },
  asset_retired: { rpc: CONFLICT, http: 200 },
  not_found: { rpc: RPC.transport, http: 404 },
  method_not_allowed: { rpc: RPC.transport, http: 405 },
  conflict: { rpc: CONFLICT, http: 200 },
  idempotency_mismatch: { rpc: CONFLICT, http: 200 },
  call_in_progress: { rpc: CONFLICT, http: 200 },
  outcome_unknown: { rpc: CONFLICT, http: 200 },
  payload_too_large: { rpc: RPC.transport, http: 413 },
  unsupported_media_type: { rpc: RPC.transport, http: 415 },
  unsupported_operation: { rpc: RPC.methodNotFound, http: 200 },
  unsupported_version: { rpc: RPC.unsupportedVersion, http: 400 },
  guard_rejected: { rpc: DENIED, http: 200 },
  rate_limited: { rpc: EXHAUSTED, http: 429 },
  budget_exhausted: { rpc: EXHAUSTED, http: 200 },
  quota_exceeded: { rpc: EXHAUSTED, http: 200 },
  hop_limit: { rpc: DENIED, http: 200 },
  loop_detected: { rpc: DENIED, http: 200 },
  egress_blocked: { rpc: DENIED, http: 200 },
  upstream_unreachable: { rpc: UPSTREAM, http: 200 },
  upstream_timeout: { rpc: UPSTREAM, http: 200 },
  upstream_error: { rpc: UPSTREAM, http: 200 },
  upstream_invalid: { rpc: UPSTREAM, http: 200 },
  deadline_exceeded: { rpc: UPSTREAM, http: 200 },
  cancelled: { rpc: UNAVAILABLE, http: 499 },
  record_unavailable: { rpc: UNAVAILABLE, http: 503 },
  unavailable: { rpc: UNAVAILABLE, http: 503 },
  internal: { rpc: RPC.internal, http: 500 },
} as const satisfies Record<ErrorCode, McpError>;
