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
    from ledger where call_id >= ${params.floor}::uuid
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

/** Who was denied how often since `recentFloor` (a call id), and before that since `floor`; only callers with `atLeast` recent ones, most first. */
export async function listDeniedCallers(
  db: Db,
  params: { floor: string; recentFloor: string; atLeast: number; limit: number },
) {
  const rows = await db.execute<{ caller: string; recent: number; before: number }>(sql`
    select caller_id as caller, count(*) filter (where id >= ${params.recentFloor}::uuid)::int as recent,
      count(*) filter (where id < ${params.recentFloor}::uuid)::int as before
    from calls where id >= ${params.floor}::uuid and status = 'denied'
    group by 1 having count(*) filter (where id >= ${params.recentFloor}::uuid) >= ${params.atLeast}
    order by 2 desc limit ${params.limit}`);
  return [...rows];
}

/** How many calls since `floor` have used tokens for which no price was set. */
export async function countUnpriced(db: Db, params: { floor: string }): Promise<number> {
  const rows = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from unpriced_usage where call_id >= ${params.floor}::uuid`,
  );
  return rows[0]?.count ?? 0;
}

/** How many calls since `floor` are in one of these states. */
export async function countCallsByStatus(db: Db, params: { floor: string; statuses: readonly string[] }) {
  const rows = await db.execute<{ status: string; count: number }>(sql`
    select status, count(*)::int as count from calls
    where id >= ${params.floor}::uuid and status = any(${sql.param([...params.statuses])}::text[]) group by 1`);
  return new Map(rows.map(({ status, count }) => [status, count]));
}
