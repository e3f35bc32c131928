import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets } from "../schema";

/** Gives a version a share of the calls. @returns false when another change has done so */
export async function updateAssetCanary(
  db: Db,
  params: {
    kind: string;
    name: string;
    version: number;
    share: number;
    change: number;
    /** By which it is asked for; null for the name alone. */
    label: string | null;
  },
): Promise<boolean> {
  const { kind, name, version, share, change, label } = params;
  const rows = await db
    .update(assets)
    .set({
      canaryVersion: version,
      canaryShare: share,
      canaryChange: change,
      canaryLabel: label,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(assets.kind, kind), eq(assets.name, name), isNull(assets.canaryChange)))
    .returning({ id: assets.id });
  return rows.length > 0;
}

/** Gives all calls back to the versions in traffic. @returns ids of the assets */
export async function clearAssetCanaries(db: Db, params: { change: number }): Promise<string[]> {
  const rows = await db
    .update(assets)
    .set({
      canaryVersion: null,
      canaryShare: null,
      canaryChange: null,
      canaryLabel: null,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(assets.canaryChange, params.change))
    .returning({ id: assets.id });
  return rows.map(({ id }) => id);
}

interface Calls {
  kind: string;
  name: string;
  digest: string;
  /** A call id: what began later counts. */
  floor: string;
}

const ofVersion = ({ kind, name, digest, floor }: Calls) =>
  sql`callee_name = ${name} and callee_kind = ${kind} and callee_digest = ${digest} and id >= ${floor}::uuid`;

/** What the calls to one version came to, those that reached it: how many, how many failed, how long the answered ones took in microseconds. */
export async function findVersionFigures(db: Db, params: Calls) {
  const [row] = await db.execute<{
    calls: number;
    failed: number;
    p50Us: string | null;
    p95Us: string | null;
  }>(sql`
    select count(*)::int as calls, count(*) filter (where status in ('failed', 'outcome_unknown'))::int as failed,
           (percentile_disc(0.5) within group (order by duration_us) filter (where status = 'completed'))::text as "p50Us",
           (percentile_disc(0.95) within group (order by duration_us) filter (where status = 'completed'))::text as "p95Us"
    from calls where ${ofVersion(params)} and status in ('completed', 'failed', 'outcome_unknown')`);
  return row ?? { calls: 0, failed: 0, p50Us: null, p95Us: null };
}

/** What they cost, exactly, in each currency. */
export async function listVersionCosts(db: Db, params: Calls) {
  const rows = await db.execute<{ currency: string; cost: string }>(sql`
    select currency, sum(cost)::text as cost
    from calls where ${ofVersion(params)} and cost is not null and currency is not null group by 1 order by 1`);
  return [...rows];
}
