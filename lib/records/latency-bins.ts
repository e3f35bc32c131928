/** How many bins of a duration's logarithm go to a factor of e; `db/queries/call-edges.ts` counts by the same. */
const BINS_PER_E = 10;

/** Answered calls by duration: how many each bin holds. */
export type LatencyBins = ReadonlyMap<number, number>;

/** Adds up bins that may come several times, in the order of durations. */
export function sumBins(bins: readonly number[], counts: readonly number[]): Map<number, number> {
  const sums = new Map<number, number>();
  bins.forEach((bin, at) => {
    sums.set(bin, (sums.get(bin) ?? 0) + (counts[at] ?? 0));
  });
  return new Map([...sums].sort(([a], [b]) => a - b));
}

/**
 * The duration below which a share of the calls lies, in microseconds: the middle of its bin, so within 5 %. Null without calls.
 * @param bins in the order of durations
 */
export function percentileUs(bins: LatencyBins, share: number): number | null {
  const total = [...bins.values()].reduce((sum, count) => sum + count, 0);
  let left = Math.ceil(total * share);
  for (const [bin, count] of bins) {
    left -= count;
    if (left <= 0) return Math.round(Math.exp((bin + 0.5) / BINS_PER_E));
  }
  return null;
}
