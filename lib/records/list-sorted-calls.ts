import type { Db } from "@/db/client";
import { findLookedTo } from "@/db/queries/calls";
import type { CallFilter } from "@/db/queries/match-calls";
import { listSortedCalls as listRows } from "@/db/queries/sorted-calls";
import { idFloor } from "@/lib/core/ids";
import type { CallSummary } from "./call.schema";
import type { CallSort } from "./call-names.schema";
import { callSummaryOf } from "./call-summary";
import type { ListCallsOutput } from "./list-calls.schema";
import { readSortCursor, type SortCursor, writeSortCursor } from "./sort-cursor";

/** A page of calls in another order than time, of the newest that a request looks at. Calls that begin after the first page are in none of the pages. */
export async function listSortedCalls(
  db: Db,
  params: CallFilter & {
    sort: CallSort;
    before: string | undefined;
    after: string | undefined;
    limit: number;
  },
): Promise<ListCallsOutput> {
  const { sort, limit, after, ...filter } = params;
  const cursor = after === undefined ? undefined : readSortCursor(after);
  const before = cursor?.before ?? params.before ?? idFloor(Date.now() + 1);
  const column = sort.endsWith("cost") ? "cost" : "duration";
  const [rows, lookedTo] = await Promise.all([
    listRows(db, {
      ...filter,
      column,
      descending: sort.startsWith("-"),
      before,
      after: cursor?.place,
      limit: limit + 1,
    }),
    findLookedTo(db, { ...filter, before }, true),
  ]);
  const items = rows.slice(0, limit).map(callSummaryOf);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? writeSortCursor(cursorAt(last, column, before)) : null,
    lookedTo: lookedTo ?? null,
  };
}

function cursorAt(call: CallSummary, column: "duration" | "cost", before: string): SortCursor {
  const { id, durationUs, cost, currency } = call;
  if (column === "duration") {
    return {
      before,
      place: { id, value: durationUs === null ? null : { amount: String(durationUs), currency: "" } },
    };
  }
  return { before, place: { id, value: cost === null ? null : { amount: cost, currency: currency ?? "" } } };
}
