/** A day is compared with so many before it, and never with fewer than `NEEDED_PAST`. */
export const PAST_DAYS = 28;
export const NEEDED_PAST = 7;
const WEEK = 7;
/** The median distance from the median, as a standard deviation if days were normal: 1.4826. */
const SPREAD = 14_826n;
const OF = 10_000n;
const TIMES = 4n;

/**
 * Whether a day is far from the days before it: further from their median than four times their spread around it (median absolute deviation), than half of it, and than `floor`. Median and spread are not
 * moved by single days that were unusual themselves. A Sunday that is like other Sundays is not unusual, however quiet Sundays are.
 * @param past what at least 7 days before brought, in 10^-12, the latest last
 * @param floor less than this is not worth anybody's time
 * @returns the median of the past; undefined when the day is not unusual or there is too little to tell
 */
export function unusualAgainst(past: readonly bigint[], value: bigint, floor: bigint): bigint | undefined {
  if (past.length < NEEDED_PAST) return undefined;
  const usual = medianOf(past);
  const spread = (medianOf(past.map((day) => distance(day, usual))) * SPREAD) / OF;
  const width = max(max(TIMES * spread, usual / 2n), floor);
  if (distance(value, usual) <= width) return undefined;
  const sameDays = past.filter((_day, at) => (past.length - at) % WEEK === 0);
  const usualThen = medianOf(sameDays);
  // Far from the same days of the weeks before, too.
  return distance(value, usualThen) > max(usualThen / 2n, floor) ? usual : undefined;
}

export function medianOf(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0n;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0n) + upper) / 2n;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
