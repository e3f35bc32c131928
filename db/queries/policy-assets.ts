import { and, eq } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

/** Policy assets whatever their state, each with its live version. */
export function listPolicyAssets(db: Db) {
  return db
    .select({
      name: assets.name,
      title: assets.title,
      description: assets.description,
      domain: assets.domain,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      version: assetVersions.version,
      spec: assetVersions.spec,
      changedAt: assetVersions.createdAt,
      changedBy: assetVersions.createdBy,
    })
    .from(assets)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion)),
    )
    .where(eq(assets.kind, "policy"))
    .orderBy(assets.domain, assets.name);
}

/** At most this many of the newest calls are looked at: no index knows what refused a call, and a busy day has millions. */
export const REFUSALS_LOOKED_AT = 50_000;

/**
 * Calls begun since an id's time that were refused or held, by the policy that did it; under null those that nothing permits. A call that several policies refuse counts for each.
 * @returns with them how many calls were looked at
 */
export async function countRefusals(
  sql: Sql,
  params: { since: string },
): Promise<{ looked: number; refusals: { policy: string | null; calls: number }[] }> {
  const [row] = await sql<{ looked: number; refusals: { policy: string | null; calls: number }[] }[]>`
    with recent as materialized (
      select decision, error_code, policies from calls where id >= ${params.since} order by id desc limit ${REFUSALS_LOOKED_AT}
    ), refused as (
      select policy, count(*)::int as calls
      from recent left join lateral unnest(policies) as policy on true
      where decision in ('deny', 'hold') and (error_code = 'policy_denied' or policy is not null)
      group by policy
    )
    select (select count(*)::int from recent) as looked,
      coalesce((select json_agg(json_build_object('policy', policy, 'calls', calls)) from refused), '[]') as refusals`;
  return row ?? { looked: 0, refusals: [] };
}
