import type { ErrorCode } from "@/lib/core/errors";
import type { CallDetail } from "@/lib/records/call.schema";

/** What gets a caller further where the refusal came from no policy with advice of its own. */
const REMEDIES = {
  policy_denied: "Ask the owner of the callee's domain for a policy that permits this.",
  certification_required: "Have the agent certified by the owner of its domain.",
  approval_required: "A person must approve this call first.",
  grant_exceeded: "Ask whoever gave the task for a badge that grants this tool with these arguments.",
  insufficient_scope: "Ask for a badge with the scope mesh.",
  proof_required: "Use a badge that is bound to a key, and send the proof with the call (DPoP).",
  tool_changed:
    "The tool differs from what was approved. Have its owner look at the change and register it again.",
  suspended: "The callee is out of traffic. Its page in the catalog says why; its owner puts it back.",
  not_found: "Look in the catalog for what the callee is called.",
  rate_limited: "Call less often, or wait; the answer said for how long.",
  budget_exhausted: "Ask the owner of the budget to raise it, or wait for the next period.",
  quota_exceeded: "Ask the owner of the limit to raise it, or wait for the next period.",
  hop_limit: "Have fewer agents between the first caller and this callee.",
  loop_detected: "An agent is called by itself in this trace; end the loop.",
  call_in_progress: "Wait for the first call with this idempotency key.",
  idempotency_mismatch: "Use another idempotency key for another request.",
  unsupported_operation: "The callee cannot do this; its page in the catalog says what it can.",
  guard_rejected: "Take what the guard found out of the request.",
  egress_blocked: "The callee's address is none that the mesh may reach; its owner can register another.",
} as const satisfies Partial<Record<ErrorCode, string>>;

/** How the caller of a refused call can be allowed: the policy's own advice first. */
export function remedyOf(call: Pick<CallDetail, "decision" | "errorCode" | "explained">): string | undefined {
  if (call.decision === "allow") return undefined;
  const advised = call.explained.find((policy) => policy.remedy)?.remedy;
  return advised ?? (REMEDIES as Partial<Record<string, string>>)[call.errorCode ?? ""];
}
