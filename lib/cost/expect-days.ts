/** Fewer whole days than this say nothing about the next ones. */
export const NEEDED_DAYS = 7;
/** From so many on, each day of the week is expected to be like itself. */
const WEEKLY_FROM_DAYS = 21;
const WEEK = 7;
/** One-sided 90 %: between both sides lie 80 %. */
const NORMAL_90 = 1.2816;

/** Part of a day that is still to come. */
export interface ComingDay {
  /** Place in the same row as the past days: the day after the last past one is `past.length`. */
  at: number;
  /** How much of it is left, from 0 to 1. */
  part: number;
}

export interface Expectation {
  method: "mean" | "weekday";
  /** For each coming day: the sum up to its end, and between what bounds it stays in 8 of 10 cases, if days go on as they did. */
  sums: readonly { expected: number; low: number; high: number }[];
}

/**
 * What coming days will bring when they are like the past ones: each the mean of the past days, or of the same days of the week once there are three weeks of them. The band is the prediction interval
 * of a sum of independent days with the spread of the past ones around their mean (Student's t), and takes in that the mean itself is known only so well.
 * @param past what whole days brought, without gaps, the latest last
 * @returns undefined with fewer than 7 past days
 */
export function expectDays(past: readonly number[], coming: readonly ComingDay[]): Expectation | undefined {
  if (past.length < NEEDED_DAYS) return undefined;
  const weekly = past.length >= WEEKLY_FROM_DAYS;
  const kinds = weekly ? WEEK : 1;
  const groups = Array.from({ length: kinds }, (_, kind) => past.filter((_day, at) => at % kinds === kind));
  const means = groups.map(meanOf);
  const squares = past.reduce((sum, day, at) => sum + (day - (means[at % kinds] ?? 0)) ** 2, 0);
  const freedom = past.length - kinds;
  const variance = squares / freedom;
  const reach = studentT90(freedom);
  const days = groups.map(() => 0);
  let sum = 0;
  let parts = 0;
  const sums = coming.map(({ at, part }) => {
    const kind = at % kinds;
    sum += part * (means[kind] ?? 0);
    parts += part;
    days[kind] = (days[kind] ?? 0) + part;
    const ofMeans = days.reduce((all, count, nth) => all + count ** 2 / (groups[nth]?.length ?? 1), 0);
    const width = reach * Math.sqrt(variance * (parts + ofMeans));
    return { expected: sum, low: Math.max(0, sum - width), high: sum + width };
  });
  return { method: weekly ? "weekday" : "mean", sums };
}

function meanOf(days: readonly number[]): number {
  return days.reduce((sum, day) => sum + day, 0) / days.length;
}

/** The 90th percentile of Student's t by its expansion (Abramowitz and Stegun 26.7.5); within 0.002 from 6 degrees of freedom on. */
function studentT90(freedom: number): number {
  const z = NORMAL_90;
  const first = (z ** 3 + z) / (4 * freedom);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  return z + first + second;
}
