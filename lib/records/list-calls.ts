import * as queries from "@/db/queries/calls";
import { idFloor } from "@/lib/core/ids";
import { dimensionValue } from "@/lib/cost/cost-names.schema";
import { usedValues } from "@/lib/cost/used-values";
import { operation } from "@/lib/identity/operation";
import { callSummaryOf } from "./call-summary";
import { type CallFilterInput, listCallsInput, listCallsOutput } from "./list-calls.schema";

/** A page of calls, newest first. Paged by id, so calls that begin meanwhile move nothing. */
export const listCalls = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/calls", summary: "Calls, newest first", tags: ["calls"] })
  .input(listCallsInput)
  .output(listCallsOutput)
  .handler(async ({ input, context }) => {
    const { before, limit } = input;
    const filter = { ...callQueryOf(input), ...(before ? { before } : {}), limit: limit + 1 };
    const rows = await queries.listCalls(context.database.db, filter);
    const items = rows.slice(0, limit).map(callSummaryOf);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

/** The filter in the words of the query. */
export function callQueryOf(filter: CallFilterInput): queries.CallFilter {
  return {
    ...(filter.status ? { statuses: filter.status } : {}),
    ...(filter.protocol ? { protocols: filter.protocol } : {}),
    ...(filter.caller ? { caller: filter.caller } : {}),
    ...(filter.callee ? { callee: filter.callee } : {}),
    ...(filter.from ? { from: idFloor(Date.parse(filter.from)) } : {}),
    ...(filter.to ? { to: idFloor(Date.parse(filter.to)) } : {}),
    ...(filter.operation ? { operation: filter.operation } : {}),
    ...(filter.task ? { task: filter.task } : {}),
    ...(filter.subject ? { subject: filter.subject } : {}),
    ...(filter.domain ? { domain: filter.domain } : {}),
    ...usedOf(filter),
    ...(filter.q ? { text: filter.q } : {}),
  };
}

/** What only calls that used tokens have. */
function usedOf({
  model,
  cost,
  currency,
  only = [],
  not = [],
}: CallFilterInput): Pick<queries.CallFilter, "used"> {
  const values = [...only, ...(model ? [dimensionValue("model", model)] : [])];
  if (values.length === 0 && not.length === 0 && !cost && !currency) return {};
  return {
    used: {
      only: usedValues(values),
      not: usedValues(not),
      ...(cost ? { priced: cost === "priced" } : {}),
      ...(currency ? { currency } : {}),
    },
  };
}
