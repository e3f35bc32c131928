import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assetLabels, assets, assetVersions } from "../schema";

/** Assets by kind and name with their live versions, from behind the given one on. */
export function listExportedAssets(
  db: Db,
  params: { after?: { kind: string; name: string }; limit: number },
) {
  const { after } = params;
  return db
    .select({
      id: assets.id,
      kind: assets.kind,
      name: assets.name,
      domain: assets.domain,
      title: assets.title,
      description: assets.description,
      dataClass: assets.dataClass,
      tags: assets.tags,
      skills: assets.skills,
      field: assets.field,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      version: assets.liveVersion,
      spec: assetVersions.spec,
    })
    .from(assets)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion)),
    )
    .where(
      after ? sql`(${assets.kind}, ${assets.name}) > (${after.kind}::text, ${after.name}::text)` : undefined,
    )
    .orderBy(asc(assets.kind), asc(assets.name))
    .limit(params.limit);
}

/** The labels of these assets. */
export function listLabelsOf(db: Db, params: { assetIds: readonly string[] }) {
  return db
    .select({ assetId: assetLabels.assetId, label: assetLabels.label, version: assetLabels.version })
    .from(assetLabels)
    .where(inArray(assetLabels.assetId, [...params.assetIds]))
    .orderBy(asc(assetLabels.label));
}

/** The versions of these assets that a label points at and that are not in traffic, oldest first. */
export function listLabelledVersions(db: Db, params: { assetIds: readonly string[] }) {
  return db
    .selectDistinct({
      assetId: assetVersions.assetId,
      version: assetVersions.version,
      spec: assetVersions.spec,
    })
    .from(assetVersions)
    .innerJoin(
      assetLabels,
      and(eq(assetLabels.assetId, assetVersions.assetId), eq(assetLabels.version, assetVersions.version)),
    )
    .innerJoin(
      assets,
      and(eq(assets.id, assetVersions.assetId), ne(assets.liveVersion, assetVersions.version)),
    )
    .where(inArray(assetVersions.assetId, [...params.assetIds]))
    .orderBy(asc(assetVersions.version));
}
