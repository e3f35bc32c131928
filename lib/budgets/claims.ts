import { priceUsage } from "@/lib/cost/price-usage";
import type { Price } from "@/lib/registry/kinds/model";
import type { Ceiling } from "./in-force";
import { type Per, windowAt } from "./window";

/** What a call may come to, before it is made. */
export interface Estimate {
  /** Undefined where nothing is known to be paid. */
  price: Price | undefined;
  inputTokens: number;
  outputTokens: number;
}

export type Measure = "cost" | "calls" | "tokens" | "open";

/** One thing that a budget or a limit counts, and what a call asks of it. */
export interface Claim {
  ceiling: Ceiling;
  measure: Measure;
  /** What is counted and over which time; the name of the row that counts it. */
  meter: string;
  /** Undefined for what is not counted over a time. */
  per: Per | undefined;
  /** Milliseconds since the epoch; 0 without a time. */
  fromMs: number;
  toMs: number | undefined;
  /** A decimal text, exact. */
  amount: string;
  /** What may not be passed; undefined where it is only told. */
  cap: string | undefined;
}

type Counted = Pick<Claim, "measure" | "meter" | "per" | "cap">;

/** What a call asks of the budgets and limits that hold for it. A budget in another currency than the callee's price counts nothing of it: nothing is converted. */
export function claimsOf(ceilings: readonly Ceiling[], estimate: Estimate, atMs: number): Claim[] {
  return ceilings.flatMap((ceiling) =>
    countedBy(ceiling)
      .filter(({ measure }) => measure !== "cost" || isPaidIn(ceiling, estimate.price))
      .map((counted) => ({
        ceiling,
        ...counted,
        ...windowOf(counted.per, atMs),
        amount: amountOf(counted.measure, estimate),
      })),
  );
}

/** What a budget or a limit counts. */
export function countedBy({ kind, spec }: Ceiling): Counted[] {
  if (kind === "budget") {
    const { amount, mode, period, currency } = spec;
    const cap = mode === "hard" ? amount : undefined;
    return [{ measure: "cost", meter: `budget ${period} ${currency}`, per: period, cap }];
  }
  const { rate, quota, tokens, concurrency } = spec;
  const counted: Counted[] = [];
  if (rate)
    counted.push({ measure: "calls", meter: `rate ${rate.per}`, per: rate.per, cap: String(rate.calls) });
  if (quota)
    counted.push({ measure: "calls", meter: `quota ${quota.per}`, per: quota.per, cap: String(quota.calls) });
  if (tokens)
    counted.push({
      measure: "tokens",
      meter: `tokens ${tokens.per}`,
      per: tokens.per,
      cap: String(tokens.tokens),
    });
  if (concurrency)
    counted.push({ measure: "open", meter: "concurrency", per: undefined, cap: String(concurrency) });
  return counted;
}

export function windowOf(per: Per | undefined, atMs: number): { fromMs: number; toMs: number | undefined } {
  return per === undefined ? { fromMs: 0, toMs: undefined } : windowAt(per, atMs);
}

function isPaidIn(ceiling: Ceiling, price: Price | undefined): boolean {
  return ceiling.kind === "budget" && price?.currency === ceiling.spec.currency;
}

function amountOf(measure: Measure, { price, inputTokens, outputTokens }: Estimate): string {
  switch (measure) {
    case "cost":
      return price ? priceUsage({ model: "", inputTokens, outputTokens }, price).cost : "0";
    case "tokens":
      return String(inputTokens + outputTokens);
    case "calls":
    case "open":
      return "1";
    default:
      return measure satisfies never;
  }
}
