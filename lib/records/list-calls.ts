import type { Db } from "@/db/client";
import * as queries from "@/db/queries/calls";
import { callSummaryOf } from "./call-summary";
import type { CallFilterInput, ListCallsInput, ListCallsOutput } from "./list-calls.schema";

/** A page of calls, newest first. Paged by id, so calls that begin meanwhile move nothing. */
export async function listCalls(db: Db, input: ListCallsInput): Promise<ListCallsOutput> {
  const { limit } = input;
  const rows = await queries.listCalls(db, {
    ...callQueryOf(input),
    ...(input.before ? { before: input.before } : {}),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(callSummaryOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The filter in the words of the query. */
export function callQueryOf(filter: CallFilterInput): queries.CallFilter {
  return {
    ...(filter.status ? { statuses: filter.status } : {}),
    ...(filter.protocol ? { protocols: filter.protocol } : {}),
    ...(filter.caller ? { caller: filter.caller } : {}),
    ...(filter.callee ? { callee: filter.callee } : {}),
    ...(filter.q ? { text: filter.q } : {}),
  };
}
