import { sql } from "drizzle-orm";
import type { Db } from "../client";
import type { AssetKey } from "./asset-figures";

const REACHED = sql`status in ('completed', 'failed', 'outcome_unknown')`;
const FAILED = sql`status in ('failed', 'outcome_unknown')`;

/** An asset and the id from which its calls count. */
interface Since extends AssetKey {
  floor: string;
}

const toAsset = ({ kind, name, floor }: Since) =>
  sql`callee_name = ${name} and callee_kind = ${kind} and id >= ${floor}::uuid`;

/** Calls to an asset since `floor`, by status and by bucket of `bucketMs` milliseconds, with the latency of the answered ones. */
export async function sumAssetTraffic(db: Db, params: Since & { bucketMs: number }) {
  const seconds = params.bucketMs / 1000;
  const rows = await db.execute<{ bucket: string; status: string; count: number; p95Us: string | null }>(sql`
    select (extract(epoch from date_bin(make_interval(secs => ${seconds}), started_at, 'epoch')) * 1000)::bigint::text as bucket,
           status, count(*)::int as count,
           (percentile_disc(0.95) within group (order by duration_us) filter (where status = 'completed'))::text as "p95Us"
    from calls where ${toAsset(params)} group by 1, 2 order by 1`);
  return [...rows];
}

/** Latency of the answered calls to an asset since `floor`, in microseconds. */
export async function findAssetLatency(db: Db, params: Since) {
  const rows = await db.execute<{ p50Us: string | null; p95Us: string | null; p99Us: string | null }>(sql`
    select (percentile_disc(0.5) within group (order by duration_us))::text as "p50Us",
           (percentile_disc(0.95) within group (order by duration_us))::text as "p95Us",
           (percentile_disc(0.99) within group (order by duration_us))::text as "p99Us"
    from calls where ${toAsset(params)} and status = 'completed'`);
  return rows[0] ?? { p50Us: null, p95Us: null, p99Us: null };
}

export type Party = { kind: string; name: string; calls: number; failed: number; refused: number };

/** Who has called an asset since `floor`, the most frequent first. */
export async function listCallers(db: Db, params: Since & { limit: number }): Promise<Party[]> {
  const rows = await db.execute<Party>(sql`
    select caller_kind as kind, caller_id as name, count(*)::int as calls, count(*) filter (where ${FAILED})::int as failed,
           count(*) filter (where status in ('denied', 'held'))::int as refused
    from calls where ${toAsset(params)} group by 1, 2 order by calls desc, name limit ${params.limit}`);
  return [...rows];
}

/** What an agent has called since `floor`, the most frequent first. */
export async function listCallees(
  db: Db,
  params: { agent: string; floor: string; limit: number },
): Promise<Party[]> {
  const rows = await db.execute<Party>(sql`
    select callee_kind as kind, callee_name as name, count(*)::int as calls, count(*) filter (where ${FAILED})::int as failed,
           count(*) filter (where status in ('denied', 'held'))::int as refused
    from calls where caller_id = ${params.agent} and caller_kind = 'agent' and id >= ${params.floor}::uuid
    group by 1, 2 order by calls desc, name limit ${params.limit}`);
  return [...rows];
}

/** How often each tool, skill or model behind an asset was reached since `floor`. */
export async function listOperations(db: Db, params: Since & { limit: number }) {
  const rows = await db.execute<{ name: string; calls: number; failed: number; p95Us: string | null }>(sql`
    select coalesce(operation, method) as name, count(*)::int as calls, count(*) filter (where ${FAILED})::int as failed,
           (percentile_disc(0.95) within group (order by duration_us) filter (where status = 'completed'))::text as "p95Us"
    from calls where ${toAsset(params)} and ${REACHED} group by 1 order by calls desc, name limit ${params.limit}`);
  return [...rows];
}
