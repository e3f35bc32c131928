import { CALL_FACETS, COUNTED, countCalls as countRows } from "@/db/queries/call-facets";
import { findLookedTo } from "@/db/queries/calls";
import { operation } from "@/lib/identity/operation";
import { callQueryOf } from "./call-filter";
import { countCallsInput, countCallsOutput } from "./count-calls.schema";

/** How many calls match and how they are spread. Bounded like a page of the list: many calls are not all counted, and the answer says so. */
export const countCalls = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/call-counts",
    summary: "How many calls match, by their fields",
    tags: ["calls"],
  })
  .input(countCallsInput)
  .output(countCallsOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const filter = callQueryOf(input);
    const narrowed = CALL_FACETS.filter((facet) => filter[facet] !== undefined);
    const others = CALL_FACETS.filter((facet) => filter[facet] === undefined);
    const [counts, lookedTo, ...own] = await Promise.all([
      countRows(db, filter, others),
      findLookedTo(db, filter),
      ...narrowed.map((facet) => {
        const { [facet]: _own, ...rest } = filter;
        return countRows(db, rest, [facet]);
      }),
    ]);
    const total = counts.find(({ facet }) => facet === null)?.count ?? 0;
    const rows = [...counts, ...own.flat()];
    const values = CALL_FACETS.map((name) => [
      name,
      rows.flatMap(({ facet, value, count }) => (facet === name && value !== null ? [{ value, count }] : [])),
    ]);
    return {
      total: Math.min(total, COUNTED),
      exact: total <= COUNTED && lookedTo === undefined,
      values: Object.fromEntries(values),
    };
  });
