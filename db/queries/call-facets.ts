import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls } from "../schema";
import { callsInReach } from "./calls";
import { type CallFilter, matchesByLooking } from "./match-calls";

/** What calls are counted by, and its column. */
const FACETS = {
  status: calls.status,
  protocol: calls.protocol,
  decision: calls.decision,
  callee: calls.calleeName,
  caller: calls.callerId,
  operation: calls.operation,
  error: calls.errorCode,
} as const;
export type CallFacet = keyof typeof FACETS;
export const CALL_FACETS = Object.keys(FACETS) as CallFacet[];

/** More matching calls than this are not counted. */
export const COUNTED = 10_000;
const VALUES = 50;

/** How many of the newest matching calls have each value of some facets, most frequent first, and how many there are in all (facet `null`); at most one more than `COUNTED` of them. */
export async function countCalls(
  db: Db,
  filter: CallFilter,
  facets: readonly CallFacet[],
): Promise<{ facet: CallFacet | null; value: string | null; count: number }[]> {
  const columns = facets.map((facet) => sql`${FACETS[facet]} as ${sql.identifier(facet)}`);
  const found = sql`select ${sql.join([sql`1 as one`, ...columns], sql`, `)} from ${callsInReach(db, filter)} where ${matchesByLooking(filter) ?? sql`true`} limit ${COUNTED + 1}`;
  const by = (facet: CallFacet): SQL => sql`
    (select ${facet} as facet, ${sql.identifier(facet)} as value, count(*)::int as count from found group by 2 order by 3 desc, 2 limit ${VALUES})`;
  const all = sql`(select null as facet, null as value, count(*)::int as count from found)`;
  return db.execute<{ facet: CallFacet | null; value: string | null; count: number }>(
    sql`with found as materialized (${found}) ${sql.join([all, ...facets.map(by)], sql` union all `)}`,
  );
}
