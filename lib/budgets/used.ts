import type { PricedUsage } from "@/lib/cost/price-usage";
import type { Usage } from "@/lib/cost/usage";
import type { Claim } from "./claims";

/** How a call ended, as far as it matters to what it counts. */
export interface Ended {
  usage: Usage | undefined;
  paid: Pick<PricedUsage, "cost" | "currency"> | undefined;
  /** The callee may have worked although nobody said what it used. */
  mayHaveUsed: boolean;
  /** Never made: it counts as nothing. */
  unmade?: boolean;
}

/** What of a claim was really used. Where nobody knows it is what was reserved: breaking a call off must not be a way round a budget. */
export function usedOf({ measure, amount, ceiling }: Claim, ended: Ended): string {
  if (ended.unmade) return "0";
  switch (measure) {
    case "calls":
      return "1";
    case "open":
      return "0";
    case "tokens":
      if (!ended.usage) return ended.mayHaveUsed ? amount : "0";
      return String(ended.usage.inputTokens + ended.usage.outputTokens);
    case "cost":
      if (!ended.usage) return ended.mayHaveUsed ? amount : "0";
      return ceiling.kind === "budget" && ended.paid?.currency === ceiling.spec.currency
        ? ended.paid.cost
        : "0";
    default:
      return measure satisfies never;
  }
}
