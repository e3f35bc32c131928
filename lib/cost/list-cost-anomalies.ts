import type { Db } from "@/db/client";
import { listCostCauses, sumCostsByDay } from "@/db/queries/cost-days";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { causesOf } from "./causes-of";
import { DAY_MS, type Day, daySeriesOf, listDays } from "./cost-days";
import { type CostDimension, dimensionValue } from "./cost-names.schema";
import { costPeriod } from "./cost-period";
import { costSourceOf } from "./cost-source";
import { decimalOf } from "./decimal";
import { dimensionsOf, usedFilterOf } from "./get-costs";
import type { CostFilterInput } from "./get-costs.schema";
import {
  type CostAnomaly,
  listCostAnomaliesInput,
  listCostAnomaliesOutput,
} from "./list-cost-anomalies.schema";
import { NEEDED_PAST, PAST_DAYS } from "./unusual-day";
import { type UnusualDay, unusualDaysOf } from "./unusual-days";

const MOST_DAYS = 92;
const MOST_LISTED = 8;
const MOST_CAUSES_READ = 500;
/** What can explain a difference. Not the task: it is new every time. */
const CAUSES = ["caller", "model", "operation", "callee", "subject", "domain"] as const;

/** Days on which far more or less was spent than on the days before, in all or on one group, and what explains it. */
export const listCostAnomalies = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/costs/anomalies",
    summary: "Days on which far more or less was spent than before, with what explains it",
    tags: ["cost"],
  })
  .input(listCostAnomaliesInput)
  .output(listCostAnomaliesOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { by, top, zone } = input;
    const nowMs = Date.now();
    const { from, to } = costPeriod({ ...input, granularity: "day" }, nowMs);
    const lookedMs = Math.max(from.getTime(), to.getTime() - MOST_DAYS * DAY_MS);
    const begin = new Date(lookedMs - (PAST_DAYS + 1) * DAY_MS);
    const days = await listDays(db, { from: begin, to, zone });
    const [first, last] = [days[0], days.at(-1)];
    const looked = days.findIndex(({ toMs }) => toMs > lookedMs);
    const rest = { by, zone, neededDays: NEEDED_PAST, days: days.length - looked };
    if (!first || !last) return { ...rest, tooEarly: 0, total: 0, items: [] };
    const period = { fromMs: first.fromMs, toMs: last.toMs };
    const bounds = days.map(({ fromMs }) => fromMs);
    const rows = await sumCostsByDay(db, {
      filter: usedFilterOf(input, new Date(period.fromMs), new Date(period.toMs)),
      source: await costSourceOf(db, period, bounds, [by, ...dimensionsOf(input)]),
      dayFloors: bounds.map(idFloor),
      by,
      top,
    });
    const { found, tooEarly } = unusualDaysOf(daySeriesOf(rows, days.length), days, looked, nowMs);
    const items = await Promise.all(
      found.slice(0, MOST_LISTED).map((unusual) => explain(db, input, days, unusual, nowMs)),
    );
    return { ...rest, tooEarly, total: found.length, items };
  });

async function explain(
  db: Db,
  input: Pick<CostFilterInput, "only" | "not"> & { by: CostDimension },
  days: readonly Day[],
  { series, at, usual, pastDays }: UnusualDay,
  nowMs: number,
): Promise<CostAnomaly> {
  const day = days[at] ?? { fromMs: nowMs, toMs: nowMs };
  const period = { fromMs: days[at - pastDays]?.fromMs ?? day.fromMs, toMs: day.toMs };
  const group = series.whole ? [] : [dimensionValue(input.by, series.value)];
  const narrowed = {
    only: [...(input.only ?? []).filter((one) => !(group.length > 0 && isOf(one, input.by))), ...group],
    not: input.not,
    currency: series.currency,
  };
  const dimensions = CAUSES.filter((one) => series.whole || one !== input.by);
  const rows = await listCostCauses(db, {
    filter: usedFilterOf(narrowed, new Date(period.fromMs), new Date(period.toMs)),
    source: await costSourceOf(db, period, [day.fromMs], [...dimensionsOf(narrowed), ...dimensions]),
    dimensions,
    since: idFloor(day.fromMs),
    pastDays,
    limit: MOST_CAUSES_READ,
  });
  const cost = series.pico[at] ?? 0n;
  const pastCost = series.pico.slice(at - pastDays, at).reduce((sum, one) => sum + one, 0n);
  return {
    currency: series.currency,
    from: new Date(day.fromMs).toISOString(),
    to: new Date(day.toMs).toISOString(),
    over: day.toMs <= nowMs,
    whole: series.whole,
    value: series.value,
    cost: decimalOf(cost),
    usual: decimalOf(usual),
    calls: series.calls[at] ?? 0,
    pastDays,
    more: cost > usual,
    causes: causesOf(rows, { cost, pastCost }, pastDays),
  };
}

function isOf(value: string, dimension: CostDimension): boolean {
  return value === dimension || value.startsWith(`${dimension}:`);
}
