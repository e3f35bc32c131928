import { trimEnd } from "@/lib/core/trim-end";
import { formatCost } from "@/lib/cost/format-cost";

/** An amount for people; the exact one on hover and for programs. */
export function Money({ cost, currency, digits }: { cost: string; currency: string; digits?: number }) {
  const exact = cost.includes(".") ? trimEnd(trimEnd(cost, "0"), ".") : cost;
  return (
    <data value={exact} title={`Exactly ${exact} ${currency}`}>
      {formatCost(cost, currency, digits)}
    </data>
  );
}
