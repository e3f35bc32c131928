/** Lengths of time that something can be counted in. */
export type Per = "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** A stretch of time in milliseconds since the epoch; the end is not in it. */
export interface Window {
  fromMs: number;
  toMs: number;
}

const LENGTH_MS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const WEEK_MS = 7 * LENGTH_MS.day;
/** The epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * LENGTH_MS.day;

/** The window that a moment is in. All begin by the clock in UTC; a week begins on Monday. */
export function windowAt(per: Per, atMs: number): Window {
  switch (per) {
    case "second":
    case "minute":
    case "hour":
    case "day": {
      const fromMs = atMs - modulo(atMs, LENGTH_MS[per]);
      return { fromMs, toMs: fromMs + LENGTH_MS[per] };
    }
    case "week": {
      const fromMs = atMs - modulo(atMs - FIRST_MONDAY_MS, WEEK_MS);
      return { fromMs, toMs: fromMs + WEEK_MS };
    }
    case "month":
      return months(atMs, 1);
    case "quarter":
      return months(atMs, 3);
    case "year":
      return months(atMs, 12);
    default:
      return per satisfies never;
  }
}

function months(atMs: number, count: number): Window {
  const at = new Date(atMs);
  const first = Math.floor(at.getUTCMonth() / count) * count;
  return {
    fromMs: Date.UTC(at.getUTCFullYear(), first),
    toMs: Date.UTC(at.getUTCFullYear(), first + count),
  };
}

/** Never negative, also before the epoch. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
