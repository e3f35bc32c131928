import * as queries from "@/db/queries/costs";
import type { UsedFilter } from "@/db/queries/used-calls";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import type { CostDimension } from "./cost-names.schema";
import { costPeriod } from "./cost-period";
import { costSourceOf } from "./cost-source";
import { costsByCurrency } from "./costs-by-currency";
import { type CostFilterInput, costs, getCostsInput } from "./get-costs.schema";
import { usedValues } from "./used-values";

/** What was spent, by group and time, against the period before. Every figure is the exact sum of the calls that `listCalls` gives for the same filter. */
export const getCosts = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/costs",
    summary: "What was spent, by group and time, compared with the period before",
    tags: ["cost"],
  })
  .input(getCostsInput)
  .output(costs)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { by, top, zone } = input;
    const { from, to, granularity } = costPeriod(input, Date.now());
    const previousFrom = new Date(2 * from.getTime() - to.getTime());
    const filter = usedFilterOf(input, from, to);
    const starts = await queries.listBucketStarts(db, { from, to, granularity, zone });
    const bucketFloors = starts.map((start) => idFloor(start.getTime()));
    const asked = [by, ...dimensionsOf(input)];
    const boundsMs = starts.map((start) => start.getTime());
    const [source, previousSource] = await Promise.all([
      costSourceOf(db, { fromMs: from.getTime(), toMs: to.getTime() }, boundsMs, asked),
      costSourceOf(db, { fromMs: previousFrom.getTime(), toMs: from.getTime() }, [], asked),
    ]);
    const [cells, unpriced] = await Promise.all([
      queries.sumCosts(db, { filter, source, by, top, bucketFloors }),
      input.currency ? [] : queries.sumUnpriced(db, { filter, source, by, top }),
    ]);
    const values = cells.flatMap(({ rank, value }) => (rank <= top && value !== null ? [value] : []));
    const previous = await queries.sumCostsOf(db, {
      filter: usedFilterOf(input, previousFrom, from),
      source: previousSource,
      by,
      values: [...new Set(values)],
    });
    const sum = (name: "calls" | "inputTokens" | "outputTokens") =>
      unpriced.reduce((total, row) => total + row[name], 0);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      previousFrom: previousFrom.toISOString(),
      zone,
      granularity,
      by,
      buckets: starts.map((start, at) => ({
        from: new Date(Math.max(start.getTime(), from.getTime())).toISOString(),
        to: (starts[at + 1] ?? to).toISOString(),
      })),
      currencies: costsByCurrency(cells, previous, top),
      unpriced: {
        calls: sum("calls"),
        inputTokens: sum("inputTokens"),
        outputTokens: sum("outputTokens"),
        groups: unpriced.map(({ rank, groups, ...row }) => ({
          ...row,
          others: rank > top ? groups - top : 0,
        })),
      },
    };
  });

/** The dimensions that a filter has to do with. */
export function dimensionsOf({
  only = [],
  not = [],
}: Pick<CostFilterInput, "only" | "not">): CostDimension[] {
  return usedValues([...only, ...not]).map(({ dimension }) => dimension);
}

/** The filter in the words of the query. */
export function usedFilterOf(
  input: Pick<CostFilterInput, "only" | "not" | "currency">,
  from: Date,
  to: Date,
): UsedFilter {
  return {
    floor: idFloor(from.getTime()),
    ceiling: idFloor(to.getTime()),
    only: usedValues(input.only ?? []),
    not: usedValues(input.not ?? []),
    ...(input.currency ? { currency: input.currency } : {}),
  };
}
