import type { LedgerRow } from "@/lib/audit/call-record";
import { priceUsage } from "@/lib/cost/price-usage";
import { actorRef } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { Answer, Usage } from "./call";
import type { RuledCall } from "./open-call";

export interface Settlement {
  usage: Usage | undefined;
  line: LedgerRow | undefined;
}

/** Stage 9. What the call used and what that costs at the price in force, exactly. Usage without a price has no ledger line: an unknown cost is not zero. */
export function settle(call: RuledCall, answer: Answer | undefined, at: Date): Settlement {
  const usage = answer?.kind === "stream" ? answer.usage?.() : answer?.usage;
  const price = call.asset.kind === "model" ? (call.asset as Asset<"model">).spec.price : undefined;
  if (!usage || !price) return { usage, line: undefined };
  const { cost, currency, lines } = priceUsage(usage, price);
  const line: LedgerRow = {
    call_id: call.id,
    at: at.toISOString(),
    caller_id: actorRef(call.principal.caller),
    callee_name: call.asset.name,
    domain: call.asset.domain,
    model: usage.model,
    usage,
    price: { ...price, lines },
    cost,
    currency,
  };
  return { usage, line };
}
