import type { Db } from "@/db/client";
import type { DayCost } from "@/db/queries/cost-days";
import { listBucketStarts } from "@/db/queries/costs";
import { picoOf } from "./decimal";

export const DAY_MS = 86_400_000;
/** A day can be longer than 24 hours, where the clock changes. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** A day of a time zone, from inclusive to exclusive. */
export interface Day {
  fromMs: number;
  toMs: number;
}

/** The days of a zone that a period touches, each whole. */
export async function listDays(db: Db, period: { from: Date; to: Date; zone: string }): Promise<Day[]> {
  const to = new Date(period.to.getTime() + LONGEST_DAY_MS);
  const starts = await listBucketStarts(db, { from: period.from, to, granularity: "day", zone: period.zone });
  const days = starts.map((start, at) => ({
    fromMs: start.getTime(),
    toMs: starts[at + 1]?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
  return days.filter(({ fromMs, toMs }) => fromMs < period.to.getTime() && Number.isFinite(toMs));
}

/** What one group, or the whole of a currency, came to on each day of a row; nothing on days without calls. */
export interface DaySeries {
  currency: string;
  whole: boolean;
  value: string | null;
  pico: readonly bigint[];
  calls: readonly number[];
}

/** Rows of single days as one series for each group. */
export function daySeriesOf(rows: readonly DayCost[], days: number): DaySeries[] {
  const found = new Map<string, DaySeries & { pico: bigint[]; calls: number[] }>();
  for (const { currency, whole, value, day, cost, calls } of rows) {
    const key = JSON.stringify([currency, whole, value]);
    const series = found.get(key) ?? {
      currency,
      whole,
      value,
      pico: Array<bigint>(days).fill(0n),
      calls: Array<number>(days).fill(0),
    };
    series.pico[day - 1] = picoOf(cost);
    series.calls[day - 1] = calls;
    found.set(key, series);
  }
  return [...found.values()];
}
