import { and, eq, inArray, sql } from "drizzle-orm";
import type { ISql } from "postgres";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

/** The specification of one version of an asset. */
export async function findVersionSpec(
  driver: ISql,
  params: { kind: string; name: string; version: number },
): Promise<unknown> {
  const [row] = await driver<{ spec: unknown }[]>`
    select v.spec from assets a join asset_versions v on v.asset_id = a.id
    where a.kind = ${params.kind} and a.name = ${params.name} and v.version = ${params.version}`;
  return row?.spec;
}

/** Assets in service whose live spec has a text somewhere in it, with that spec. */
export function listSpecsNaming(db: Db, params: { kinds: readonly string[]; text: string; limit: number }) {
  return db
    .select({ kind: assets.kind, name: assets.name, spec: assetVersions.spec })
    .from(assets)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion)),
    )
    .where(
      and(
        inArray(assets.kind, [...params.kinds]),
        inArray(assets.lifecycle, ["active", "deprecated"]),
        sql`position(${params.text} in ${assetVersions.spec}::text) > 0`,
      ),
    )
    .orderBy(assets.kind, assets.name)
    .limit(params.limit);
}
