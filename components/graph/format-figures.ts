import { formatCost } from "@/lib/cost/format-cost";
import type { CallFigures } from "@/lib/records/mesh-graph.schema";
import { errorShare } from "./figures";

const MINUTE_MS = 60_000;

/** Calls for each minute of a range: `3.2/min`, `120/s` from 100 a second on, `<0.1/min` for what is rare. */
export function formatRate(calls: number, rangeMs: number): string {
  if (calls === 0) return "0/min";
  const rate = perMinute(calls, rangeMs);
  if (rate < 0.1) return "<0.1/min";
  if (rate >= 6_000) return `${Math.round(rate / 60).toLocaleString("en-US")}/s`;
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en-US")}/min`;
}

export function perMinute(calls: number, rangeMs: number): number {
  return (calls * MINUTE_MS) / Math.max(rangeMs, 1);
}

/** A share between 0 and 1 in per cent: `2.1 %`, `<0.1 %` for what is above nothing. */
export function formatShare(share: number): string {
  if (share === 0) return "0 %";
  if (share < 0.001) return "<0.1 %";
  return `${share >= 0.1 ? Math.round(share * 100) : (share * 100).toFixed(1)} %`;
}

export function formatErrors(figures: CallFigures): string {
  return formatShare(errorShare(figures));
}

/** Costs in every currency that they were made in; a dash without any. */
export function formatCosts(cost: CallFigures["cost"]): string {
  return cost.map(({ currency, amount }) => formatCost(amount, currency)).join(" + ") || "–";
}
