import { sql } from "drizzle-orm";
import type { Db } from "../client";

export interface MeterKey {
  assetId: string;
  meter: string;
  windowStart: Date;
}

export interface MeterRow {
  assetId: string;
  meter: string;
  used: string;
  reserved: string;
  since: Date;
}

/** What stands on these counters; one that nothing was counted on yet is missing. */
export async function listMeters(db: Db, params: { keys: readonly MeterKey[] }): Promise<MeterRow[]> {
  if (params.keys.length === 0) return [];
  const keys = params.keys.map(({ assetId, meter, windowStart }) => ({
    asset_id: assetId,
    meter,
    window_start: windowStart.toISOString(),
  }));
  const rows = await db.execute<{
    asset_id: string;
    meter: string;
    used: string;
    reserved: string;
    since: string;
  }>(sql`
    select m.asset_id, m.meter, trim_scale(m.used)::text as used, trim_scale(m.reserved)::text as reserved,
      to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(asset_id uuid, meter text, window_start timestamptz)
    join meters m on m.asset_id = k.asset_id and m.meter = k.meter and m.window_start = k.window_start`);
  return rows.map((row) => ({
    assetId: row.asset_id,
    meter: row.meter,
    used: row.used,
    reserved: row.reserved,
    since: new Date(row.since),
  }));
}

/**
 * Gives back what calls had reserved whose process died, or that are older than any call. What counts calls keeps them: they were on record before anything was sent.
 */
export async function releaseReservations(
  db: Db,
  which: { replicaId: string } | { olderThanMs: number },
): Promise<void> {
  const condition =
    "replicaId" in which
      ? sql`r.replica_id = ${which.replicaId}::uuid`
      : sql`r.at < now() - make_interval(secs => ${which.olderThanMs / 1000})`;
  // In the order in which everybody locks them.
  await db.execute(sql`
    select 1 from meters m
    where (m.asset_id, m.meter, m.window_start) in (
      select r.asset_id, r.meter, r.window_start from reservations r where ${condition}
    )
    order by m.asset_id, m.meter, m.window_start for update`);
  await db.execute(sql`
    with gone as (
      delete from reservations r where ${condition}
      returning r.call_id, r.asset_id, r.meter, r.window_start, r.amount
    ), sums as (
      select g.asset_id, g.meter, g.window_start, sum(g.amount) as amount,
        coalesce(sum(g.amount) filter (
          where (g.meter like 'rate %' or g.meter like 'quota %') and exists (select 1 from calls c where c.id = g.call_id)
        ), 0) as made
      from gone g group by 1, 2, 3
    )
    update meters m set reserved = m.reserved - s.amount, used = m.used + s.made
    from sums s where m.asset_id = s.asset_id and m.meter = s.meter and m.window_start = s.window_start`);
}

/** Forgets windows that nobody asks for again. */
export async function deleteOldMeters(
  db: Db,
  params: { shortOlderThanMs: number; longOlderThanMs: number },
): Promise<void> {
  const { shortOlderThanMs, longOlderThanMs } = params;
  await db.execute(sql`
    delete from meters where reserved = 0 and meter <> 'concurrency' and window_start < now() - make_interval(secs =>
      case when meter like '% second' or meter like '% minute' or meter like '% hour'
      then ${shortOlderThanMs / 1000}::float8 else ${longOlderThanMs / 1000}::float8 end)`);
}

/** Marks a share of a budget as told. @returns false when it was told before */
export async function insertBudgetAlert(
  db: Db,
  params: { assetId: string; windowStart: Date; amount: string; share: number },
): Promise<boolean> {
  const { assetId, windowStart, amount, share } = params;
  const rows = await db.execute(sql`
    insert into budget_alerts (asset_id, window_start, amount, share)
    values (${assetId}::uuid, ${windowStart.toISOString()}::timestamptz, ${amount}::numeric, ${share}::numeric)
    on conflict do nothing returning 1`);
  return rows.length > 0;
}
