import { decimalOf, picoOf } from "@/lib/cost/decimal";

const DAY_MS = 86_400_000;

/** The last `count` days in UTC, today last, and when the first of them began. */
export function lastDays(count: number, nowMs = Date.now()): { from: Date; days: string[] } {
  const first = (Math.floor(nowMs / DAY_MS) - (count - 1)) * DAY_MS;
  const days = Array.from({ length: count }, (_, at) =>
    new Date(first + at * DAY_MS).toISOString().slice(0, 10),
  );
  return { from: new Date(first), days };
}

/** Sums by day as one line for each currency, with a zero for each day without any. */
export function costsByCurrency(
  rows: readonly { currency: string; day: string; cost: string }[],
  days: readonly string[],
): { currency: string; total: string; days: string[] }[] {
  return [...new Set(rows.map(({ currency }) => currency))].map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    return {
      currency,
      total: decimalOf(own.reduce((sum, row) => sum + picoOf(row.cost), 0n)),
      days: days.map((day) => own.find((row) => row.day === day)?.cost ?? "0"),
    };
  });
}
