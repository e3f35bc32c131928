import { and, asc, desc, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls } from "../schema";
import { callsInReach, SUMMARY } from "./calls";
import { type CallFilter, matchesByLooking } from "./match-calls";

export type CallSortColumn = "duration" | "cost";

/** Where a page of sorted calls ended: the call, and what it is sorted by; null for calls that have no such thing, which come last. */
export interface SortPlace {
  id: string;
  value: { amount: string; currency: string } | null;
}

/**
 * Calls that match, sorted, of the newest `LOOKED_AT` that an index finds. Costs are sorted within each currency: amounts in two currencies are not more or less than one another.
 * @param params.before id: only calls that began before it are looked at; the same for every page of one list
 */
export function listSortedCalls(
  db: Db,
  params: CallFilter & {
    column: CallSortColumn;
    descending: boolean;
    before: string;
    after?: SortPlace | undefined;
    limit: number;
  },
) {
  const { column, descending, after } = params;
  const value = column === "cost" ? calls.cost : calls.durationUs;
  const order = descending ? desc(value) : asc(value);
  return db
    .select(SUMMARY)
    .from(callsInReach(db, params))
    .where(and(matchesByLooking(params), after ? comesAfter(column, descending, after) : undefined))
    .orderBy(
      asc(isNull(value)),
      ...(column === "cost" ? [asc(calls.currency), order] : [order]),
      desc(calls.id),
    )
    .limit(params.limit);
}

function comesAfter(column: CallSortColumn, descending: boolean, { id, value }: SortPlace): SQL | undefined {
  const of = column === "cost" ? calls.cost : calls.durationUs;
  if (value === null) return and(isNull(of), lt(calls.id, id));
  const amount = column === "cost" ? sql`${value.amount}::numeric` : sql`${value.amount}::bigint`;
  const further = or(descending ? lt(of, amount) : gt(of, amount), and(eq(of, amount), lt(calls.id, id)));
  const rest =
    column === "cost"
      ? or(gt(calls.currency, value.currency), and(eq(calls.currency, value.currency), further))
      : further;
  return or(isNull(of), and(isNotNull(of), rest));
}
