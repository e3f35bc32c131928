import { sql } from "drizzle-orm";
import type { Db } from "../client";
import { BIN_OF_CALL } from "./call-edges";

/** One process at a time counts calls, until its transaction ends. @returns whether it is this one */
export async function lockRollups(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('signalbox.rollups')) as locked`,
  );
  return row?.locked ?? false;
}

export async function findFirstCallId(db: Db): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`select id from calls order by id limit 1`);
  return row?.id;
}

/** Since when a call may be open, in milliseconds since the epoch; undefined when no process runs that could hold one. */
export async function findOpenSinceMs(db: Db): Promise<number | undefined> {
  const [row] = await db.execute<{ ms: number | null }>(sql`
    select (extract(epoch from min(coalesce(open_since, last_seen_at))) * 1000)::float8 as ms
    from replicas where stopped_at is null`);
  return row?.ms ?? undefined;
}

/** Counts the calls with ids in [`floor`, `ceiling`) in spans of 5 minutes. */
export async function insertShortRollups(
  db: Db,
  params: { floor: string; ceiling: string; from: Date; lastSpan: Date },
): Promise<void> {
  const [from, lastSpan] = [params.from.toISOString(), params.lastSpan.toISOString()];
  await db.execute(sql`
    insert into call_rollups (span_minutes, span_at, caller_kind, caller_id, callee_kind, callee_name, tool, currency, bin,
                              calls, open, denied, held, failed, cost, last_at)
    select 5, least(greatest(date_bin('5 minutes', started_at, 'epoch'), ${from}::timestamptz), ${lastSpan}::timestamptz),
           caller_kind, caller_id, callee_kind, callee_name,
           case when action = 'callTool' and callee_kind = 'mcp-server' then operation end, currency, ${BIN_OF_CALL},
           count(*), count(*) filter (where status = 'admitted'), count(*) filter (where status = 'denied'),
           count(*) filter (where status = 'held'), count(*) filter (where status in ('failed', 'outcome_unknown')),
           sum(cost), max(started_at)
    from calls
    where id >= ${params.floor}::uuid and id < ${params.ceiling}::uuid
    group by 2, 3, 4, 5, 6, 7, 8, 9`);
}

/** Adds the spans of 5 minutes from `from` on up to one of an hour. */
export async function insertLongRollups(db: Db, params: { from: Date; to: Date }): Promise<void> {
  await db.execute(sql`
    insert into call_rollups (span_minutes, span_at, caller_kind, caller_id, callee_kind, callee_name, tool, currency, bin,
                              calls, open, denied, held, failed, cost, last_at)
    select 60, ${params.from.toISOString()}::timestamptz, caller_kind, caller_id, callee_kind, callee_name, tool, currency, bin,
           sum(calls), sum(open), sum(denied), sum(held), sum(failed), sum(cost), max(last_at)
    from call_rollups
    where span_minutes = 5 and span_at >= ${params.from.toISOString()}::timestamptz and span_at < ${params.to.toISOString()}::timestamptz
    group by 3, 4, 5, 6, 7, 8, 9`);
}
