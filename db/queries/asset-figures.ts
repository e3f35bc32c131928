import { sql } from "drizzle-orm";
import type { Db } from "../client";

/** Calls that reached their callee. Whether it answered well is its own doing; a denial or a withdrawal is not. */
const REACHED = sql`status in ('completed', 'failed', 'outcome_unknown')`;
const FAILED = sql`status in ('failed', 'outcome_unknown')`;

/** Postgres writes an instant as JSON in ISO 8601 with microseconds; the console takes milliseconds. */
const iso = (expression: ReturnType<typeof sql>) =>
  sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What the calls since `floor` (a call id) say of each asset that they reached, by `kind/name`. */
export async function listRecentCalls(db: Db, params: { floor: string }) {
  const rows = await db.execute<{
    key: string;
    reached: number;
    failed: number;
    firstAt: string;
    failingSince: string | null;
    firstFailedAt: string | null;
    lastFailedAt: string | null;
  }>(sql`
    with recent as (
      select callee_kind as kind, callee_name as name, count(*)::int as reached, count(*) filter (where ${FAILED})::int as failed,
             min(started_at) as first_at, max(started_at) filter (where status = 'completed') as last_ok_at,
             min(started_at) filter (where ${FAILED}) as first_failed_at, max(started_at) filter (where ${FAILED}) as last_failed_at
      from calls where id >= ${params.floor}::uuid and ${REACHED} group by 1, 2)
    select kind || '/' || name as key, reached, failed, ${iso(sql`first_at`)} as "firstAt",
           ${iso(sql`first_failed_at`)} as "firstFailedAt", ${iso(sql`last_failed_at`)} as "lastFailedAt",
           case when last_failed_at > last_ok_at or last_ok_at is null then ${iso(sql`(
             select min(c.started_at) from calls c
             where c.callee_name = recent.name and c.callee_kind = recent.kind and c.id >= ${params.floor}::uuid
               and c.status in ('failed', 'outcome_unknown')
               and (recent.last_ok_at is null or c.started_at > recent.last_ok_at))`)} end as "failingSince"
    from recent`);
  return [...rows];
}

export interface AssetKey {
  kind: string;
  name: string;
}

/**
 * Figures of a few assets: the last `sample` calls since `floor` that each has had, and when it was last called at all. Bounded for each asset, so that one with a million calls takes as long
 * as one with a thousand.
 */
export async function listTrafficFigures(
  db: Db,
  params: { assets: readonly AssetKey[]; floor: string; sample: number },
) {
  const rows = await db.execute<{
    key: string;
    reached: number;
    failed: number;
    p95Us: string | null;
    lastAt: string | null;
  }>(sql`
    select a.kind || '/' || a.name as key, coalesce(f.reached, 0) as reached, coalesce(f.failed, 0) as failed, f.p95::text as "p95Us",
           ${iso(sql`l.started_at`)} as "lastAt"
    from ${keys(params.assets)}
    left join lateral (
      select count(*)::int as reached, count(*) filter (where ${FAILED})::int as failed,
             percentile_disc(0.95) within group (order by duration_us) filter (where status = 'completed') as p95
      from (select status, duration_us from calls
            where callee_name = a.name and callee_kind = a.kind and id >= ${params.floor}::uuid and ${REACHED}
            order by id desc limit ${params.sample}) recent) f on true
    left join lateral (
      select started_at from calls where callee_name = a.name and callee_kind = a.kind order by id desc limit 1) l on true`);
  return [...rows];
}

/**
 * Money since `from`, by asset, currency and day: what was spent on a model or a server, and what an agent has spent itself. Exact decimals as text.
 */
export async function listDailyCosts(db: Db, params: { assets: readonly AssetKey[]; from: Date }) {
  const from = params.from.toISOString();
  const day = sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await db.execute<{ key: string; currency: string; day: string; cost: string }>(sql`
    select a.kind || '/' || a.name as key, l.currency, l.day, l.cost::text as cost
    from ${keys(params.assets)}
    cross join lateral (
      select currency, ${day} as day, sum(cost) as cost from ledger
      where a.kind <> 'agent' and callee_name = a.name and at >= ${from}::timestamptz group by 1, 2
      union all
      select currency, ${day} as day, sum(cost) as cost from ledger
      where a.kind = 'agent' and caller_id = 'agent:' || a.name and at >= ${from}::timestamptz group by 1, 2) l
    order by 1, 2, 3`);
  return [...rows];
}

function keys(assets: readonly AssetKey[]) {
  const list = JSON.stringify(assets.map(({ kind, name }) => ({ kind, name })));
  return sql`jsonb_to_recordset(${list}::text::jsonb) as a(kind text, name text)`;
}
