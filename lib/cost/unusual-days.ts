import type { Day, DaySeries } from "./cost-days";
import { medianOf, NEEDED_PAST, PAST_DAYS, unusualAgainst } from "./unusual-day";

export interface UnusualDay {
  series: DaySeries;
  /** Place of the day in the row of days. */
  at: number;
  usual: bigint;
  pastDays: number;
}

/** A group that is usually smaller than this part of the whole, and stays so, is not worth anybody's time. */
const PART_OF_WHOLE = 20n;

/**
 * Days that are far from the days before them, the latest first and on one day what differs most. A day on which the whole is unusual is told once, and its causes name the groups; only else groups are
 * told by themselves.
 * @param looked place of the first day that is asked about
 * @param nowMs a day that is not over can only be unusual by having too much already
 */
export function unusualDaysOf(
  all: readonly DaySeries[],
  days: readonly Day[],
  looked: number,
  nowMs: number,
): { found: UnusualDay[]; tooEarly: number } {
  const wholes = all.filter(({ whole }) => whole);
  const found: UnusualDay[] = [];
  for (const whole of wholes) {
    const begin = beginOf(whole);
    const groups = all.filter((series) => !series.whole && series.currency === whole.currency);
    for (let at = Math.max(looked, begin + NEEDED_PAST); at < days.length; at++) {
      const over = (days[at]?.toMs ?? 0) <= nowMs;
      const from = Math.max(begin, at - PAST_DAYS);
      const floor = medianOf(whole.pico.slice(from, at)) / PART_OF_WHOLE;
      const judged = (series: DaySeries) => {
        const value = series.pico[at] ?? 0n;
        const usual = unusualAgainst(series.pico.slice(from, at), value, series.whole ? 0n : floor);
        if (usual === undefined || (!over && value < usual)) return [];
        return [{ series, at, usual, pastDays: at - from }];
      };
      const day = judged(whole);
      found.push(...(day.length > 0 ? day : groups.flatMap(judged)));
    }
  }
  const earliest = wholes.reduce((least, whole) => Math.min(least, beginOf(whole)), days.length);
  const tooEarly = Math.min(Math.max(earliest + NEEDED_PAST - looked, 0), days.length - looked);
  return { found: found.sort((a, b) => b.at - a.at || compare(differenceOf(b), differenceOf(a))), tooEarly };
}

/** The first whole day: on the first one of all, spending began somewhere in its midst. */
function beginOf({ pico }: DaySeries): number {
  return pico.findIndex((cost) => cost > 0n) + 1;
}

function differenceOf({ series, at, usual }: UnusualDay): bigint {
  const difference = (series.pico[at] ?? 0n) - usual;
  return difference < 0n ? -difference : difference;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
