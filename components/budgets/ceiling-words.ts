import { formatCost } from "@/lib/cost/format-cost";
import { formatCount } from "../format/format-count";

/** Whose calls of what a budget or a limit holds for, in words. */
export function scopeWords({
  domain,
  caller,
  asset,
}: {
  domain?: string;
  caller?: string;
  asset?: string;
}): string {
  const parts = [
    caller === undefined ? "all calls" : `calls by ${caller}`,
    ...(asset === undefined ? [] : [`of ${asset}`]),
    ...(domain === undefined ? [] : [`of assets of ${domain}`]),
  ];
  return parts.join(" ");
}

/** An amount of money, calls or tokens for people. */
export function amountText(amount: string, currency: string | null): string {
  if (currency !== null) return formatCost(amount, currency);
  return formatCount(Math.round(Number(amount)));
}

/** What is counted and over which time: `250.00 USD a month`. */
export function capWords(one: {
  cap: string;
  currency: string | null;
  measure: "cost" | "calls" | "tokens" | "open";
  per: string | null;
}): string {
  const { cap, currency, measure, per } = one;
  // To the last digit: it is what calls are held to.
  const amount = currency === null ? amountText(cap, null) : `${cap} ${currency}`;
  if (measure === "open") return `${amount} at the same time`;
  const unit = measure === "cost" ? "" : ` ${cap === "1" ? measure.slice(0, -1) : measure}`;
  return `${amount}${unit} a ${per}`;
}
