import { findMonth, sumCostsByDay } from "@/db/queries/cost-days";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { DAY_MS, type Day, type DaySeries, daySeriesOf, listDays } from "./cost-days";
import { costSourceOf } from "./cost-source";
import { decimalOf } from "./decimal";
import { expectDays, NEEDED_DAYS } from "./expect-days";
import { forecastCostsInput, forecastCostsOutput, type MonthCosts } from "./forecast-costs.schema";
import { dimensionsOf, usedFilterOf } from "./get-costs";

/** Whole days that tell what to expect. */
const PAST_DAYS = 56;

/** What the calendar month will have cost at its end, if days go on as they did. An estimate with its band, or none where there is too little to go by. */
export const forecastCosts = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/costs/forecast",
    summary: "What was spent this month, and what to expect until its end",
    tags: ["cost"],
  })
  .input(forecastCostsInput)
  .output(forecastCostsOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { zone } = input;
    const at = new Date();
    const month = await findMonth(db, { at, zone });
    const from = new Date(Math.min(month.from.getTime(), at.getTime() - (PAST_DAYS + 1) * DAY_MS));
    const days = await listDays(db, { from, to: month.to, zone });
    const today = days.findIndex(({ toMs }) => toMs > at.getTime());
    const first = days[0]?.fromMs ?? from.getTime();
    const source = await costSourceOf(
      db,
      { fromMs: first, toMs: at.getTime() },
      days.map(({ fromMs }) => fromMs),
      dimensionsOf(input),
    );
    const rows = await sumCostsByDay(db, {
      filter: usedFilterOf(input, new Date(first), at),
      source,
      dayFloors: days.map(({ fromMs }) => idFloor(fromMs)),
      by: "model",
      top: 0,
    });
    const monthAt = days.findIndex(({ fromMs }) => fromMs >= month.from.getTime());
    return {
      from: month.from.toISOString(),
      to: month.to.toISOString(),
      at: at.toISOString(),
      zone,
      neededDays: NEEDED_DAYS,
      currencies: daySeriesOf(rows, days.length)
        .sort((a, b) => total(b.calls) - total(a.calls))
        .map((series) => monthOf(series, days, { today, monthAt, atMs: at.getTime() })),
    };
  });

function monthOf(
  { currency, pico }: DaySeries,
  days: readonly Day[],
  { today, monthAt, atMs }: { today: number; monthAt: number; atMs: number },
): MonthCosts {
  // The first day may have begun before anything could be spent, so it is not whole.
  const begin = pico.findIndex((cost) => cost > 0n) + 1;
  const past = pico.slice(Math.max(begin, today - PAST_DAYS), today).map((cost) => Number(cost) / 1e12);
  const spent = pico.slice(monthAt, today + 1).reduce((sum, cost) => sum + cost, 0n);
  const coming = days.slice(today).map((day, nth) => ({
    at: past.length + nth,
    part: nth > 0 ? 1 : (day.toMs - atMs) / (day.toMs - day.fromMs),
  }));
  const expectation = expectDays(past, coming);
  const sums = (expectation?.sums ?? []).map(({ expected, low, high }, nth) => ({
    to: new Date(days[today + nth]?.toMs ?? atMs).toISOString(),
    expected: estimate(spent, expected),
    low: estimate(spent, low),
    high: estimate(spent, high),
  }));
  const last = sums.at(-1);
  return {
    currency,
    spent: decimalOf(spent),
    days: days.slice(monthAt, today + 1).map(({ fromMs, toMs }, nth) => ({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      cost: decimalOf(pico[monthAt + nth] ?? 0n),
    })),
    pastDays: past.length,
    forecast:
      expectation && last
        ? { method: expectation.method, expected: last.expected, low: last.low, high: last.high, days: sums }
        : null,
  };
}

/** An exact amount and an estimate on top of it, to the sixth digit after the point. */
function estimate(spent: bigint, more: number): string {
  return decimalOf(((spent + BigInt(Math.round(more * 1e12))) / 1_000_000n) * 1_000_000n);
}

function total(calls: readonly number[]): number {
  return calls.reduce((sum, count) => sum + count, 0);
}
