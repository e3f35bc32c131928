import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

const canaries = alias(assetVersions, "canaries");

/** The assets of these kinds with the version that traffic gets, by kind and name. */
export function listLiveAssets(db: Db, params: { kinds: readonly string[] }) {
  return db
    .select({
      id: assets.id,
      kind: assets.kind,
      name: assets.name,
      domain: assets.domain,
      title: assets.title,
      description: assets.description,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      certifiedAt: assets.certifiedAt,
      dataClass: assets.dataClass,
      tags: assets.tags,
      version: assetVersions.version,
      digest: assetVersions.digest,
      spec: assetVersions.spec,
      canaryChange: assets.canaryChange,
      canaryShare: assets.canaryShare,
      canaryLabel: assets.canaryLabel,
      canaryVersion: canaries.version,
      canaryDigest: canaries.digest,
      canarySpec: canaries.spec,
    })
    .from(assets)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion)),
    )
    .leftJoin(canaries, and(eq(canaries.assetId, assets.id), eq(canaries.version, assets.canaryVersion)))
    .where(inArray(assets.kind, [...params.kinds]))
    .orderBy(assets.kind, assets.name);
}

export type LiveAssetRow = Awaited<ReturnType<typeof listLiveAssets>>[number];

/**
 * A text that differs whenever an asset has changed. The latest change alone would not do: of two transactions the later one may carry the earlier time, so all times are summed up.
 */
export const registryStamp = sql<string>`concat_ws(':', count(*), max(${assets.updatedAt}),
  sum(date_part('microseconds', ${assets.updatedAt})::bigint))`;

/** The stamp of the registry: cheap enough to ask every second. */
export async function findRegistryStamp(db: Db): Promise<string> {
  const [row] = await db.select({ stamp: registryStamp }).from(assets);
  return row?.stamp ?? "";
}
