import { decimalOf, picoOf } from "@/lib/cost/decimal";
import { percentileUs, sumBins } from "@/lib/records/latency-bins";
import type { CallFigures } from "@/lib/records/mesh-graph.schema";

/** What several connections came to together; undefined without any. Percentiles are read from the joined bins, not averaged. */
export function sumFigures(parts: readonly CallFigures[]): CallFigures | undefined {
  const [first] = parts;
  if (!first || parts.length === 1) return first;
  const pairs = parts.flatMap(({ latency }) => latency);
  const latency = sumBins(
    pairs.map(([bin]) => bin),
    pairs.map(([, count]) => count),
  );
  const sum = (of: (part: CallFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    calls: sum(({ calls }) => calls),
    open: sum(({ open }) => open),
    denied: sum(({ denied }) => denied),
    held: sum(({ held }) => held),
    failed: sum(({ failed }) => failed),
    p50Us: percentileUs(latency, 0.5),
    p95Us: percentileUs(latency, 0.95),
    latency: [...latency],
    cost: sumCost(parts),
    lastAt:
      parts
        .map(({ lastAt }) => lastAt)
        .sort()
        .at(-1) ?? first.lastAt,
  };
}

/** Calls that were let through and have ended: what failures are a share of. */
export function answeredOf({ calls, open, denied, held }: CallFigures): number {
  return calls - open - denied - held;
}

/** Failures as a share of the answered calls; 0 while nothing was answered. */
export function errorShare(figures: CallFigures): number {
  const answered = answeredOf(figures);
  return answered > 0 ? figures.failed / answered : 0;
}

function sumCost(parts: readonly CallFigures[]): CallFigures["cost"] {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of parts.flatMap(({ cost }) => cost)) {
    sums.set(currency, (sums.get(currency) ?? 0n) + picoOf(amount));
  }
  return [...sums].sort().map(([currency, pico]) => ({ currency, amount: decimalOf(pico) }));
}
