import { sql } from "drizzle-orm";
import type { Db } from "../client";

/**
 * Counts and money of the calls since `floor` (a call id), by status and by bucket of `bucketMs` milliseconds.
 * Postgres answers numerics as text, so no cent is lost.
 */
export async function sumCallTotals(db: Db, params: { floor: string; bucketMs: number }) {
  const seconds = params.bucketMs / 1000;
  const rows = await db.execute<{ bucket: string; status: string; count: number }>(sql`
    select (extract(epoch from date_bin(make_interval(secs => ${seconds}), started_at, 'epoch')) * 1000)::bigint::text as bucket,
           status, count(*)::int as count
    from calls where id >= ${params.floor}::uuid
    group by 1, 2 order by 1`);
  return [...rows];
}

/** What was spent on calls since `floor`, one line for each currency. */
export async function sumSpend(db: Db, params: { floor: string }) {
  const rows = await db.execute<{ currency: string; cost: string }>(sql`
    select currency, sum(cost)::text as cost
    from calls where id >= ${params.floor}::uuid and cost is not null
    group by currency order by currency`);
  return [...rows];
}

/** How many different callers called and how many different callees were called since `floor`. */
export async function countParties(db: Db, params: { floor: string }) {
  const rows = await db.execute<{ callers: number; callees: number }>(sql`
    select count(distinct caller_id)::int as callers, count(distinct callee_name)::int as callees
    from calls where id >= ${params.floor}::uuid`);
  return rows[0] ?? { callers: 0, callees: 0 };
}
