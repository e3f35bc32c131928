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

/** Calls begun since an id's time that were refused or held, by the policy that did it; under null those that nothing permits. A call that several policies refuse counts for each. */
export async function countRefusals(
  sql: Sql,
  params: { since: string },
): Promise<{ policy: string | null; calls: number }[]> {
  return sql<{ policy: string | null; calls: number }[]>`
    select policy, count(*)::int as calls
    from calls left join lateral unnest(policies) as policy on true
    where id >= ${params.since} and decision in ('deny', 'hold')
      and (error_code in ('policy_denied', 'approval_required', 'certification_required') or policy is not null)
    group by policy`;
}
