import type { LedgerRow, OutcomeRow, UnpricedRow } from "@/lib/audit/call-record";
import { priceUsage } from "@/lib/cost/price-usage";
import { actorRef } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { Answer, Usage } from "./call";
import type { RuledCall } from "./open-call";

/** How long an operation's name may be on record. */
const OPERATION_CHARS = 400;

export interface Settlement {
  usage: Usage | undefined;
  line: LedgerRow | undefined;
  /** In place of a line where no price is set. */
  unpriced: UnpricedRow | undefined;
}

/**
 * Stage 9. What the call used and what that costs at the price in force, exactly. Usage without a price has no ledger line, because an unknown cost is not zero; it is kept apart, so that it can be
 * told how much is not accounted for.
 */
export function settle(
  call: RuledCall,
  answer: Answer | undefined,
  at: Date,
  status: OutcomeRow["status"],
): Settlement {
  const usage = answer?.kind === "stream" ? answer.usage?.() : answer?.usage;
  const price = call.asset.kind === "model" ? (call.asset as Asset<"model">).spec.price : undefined;
  if (!usage) return { usage, line: undefined, unpriced: undefined };
  const used = {
    call_id: call.id,
    at: at.toISOString(),
    caller_id: actorRef(call.principal.caller),
    callee_name: call.asset.name,
    domain: call.asset.domain,
    model: usage.model,
    operation: call.intent.operation?.slice(0, OPERATION_CHARS) ?? null,
    task_id: call.principal.taskId ?? null,
    subject_id: actorRef(call.principal.subject),
    status,
  };
  if (!price) {
    const { inputTokens, outputTokens } = usage;
    return {
      usage,
      line: undefined,
      unpriced: { ...used, input_tokens: inputTokens, output_tokens: outputTokens },
    };
  }
  const { cost, currency, lines } = priceUsage(usage, price);
  return { usage, line: { ...used, usage, price: { ...price, lines }, cost, currency }, unpriced: undefined };
}
