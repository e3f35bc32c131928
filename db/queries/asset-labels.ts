import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assetLabels, assets, assetVersions } from "../schema";

/** The labels of an asset with the versions that they point at, by label. */
export function listAssetLabels(db: Db, params: { assetId: string }) {
  return db
    .select({
      label: assetLabels.label,
      version: assetLabels.version,
      digest: assetVersions.digest,
      setBy: assetLabels.setBy,
      at: assetLabels.at,
    })
    .from(assetLabels)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assetLabels.assetId), eq(assetVersions.version, assetLabels.version)),
    )
    .where(eq(assetLabels.assetId, params.assetId))
    .orderBy(asc(assetLabels.label));
}

/** Where a label points; null when the asset has none of that name. */
export async function findLabelVersion(
  db: Db,
  params: { kind: string; name: string; label: string },
): Promise<number | null> {
  const [row] = await db
    .select({ version: assetLabels.version })
    .from(assetLabels)
    .innerJoin(assets, eq(assets.id, assetLabels.assetId))
    .where(
      and(eq(assets.kind, params.kind), eq(assets.name, params.name), eq(assetLabels.label, params.label)),
    );
  return row?.version ?? null;
}

/** Points a label at a version. @returns the version that it pointed at before */
export async function upsertAssetLabel(
  db: Db,
  params: { assetId: string; label: string; version: number; setBy: string },
): Promise<number | undefined> {
  const { assetId, label, version, setBy } = params;
  const [before] = await db
    .select({ version: assetLabels.version })
    .from(assetLabels)
    .where(and(eq(assetLabels.assetId, assetId), eq(assetLabels.label, label)));
  await db
    .insert(assetLabels)
    .values({ assetId, label, version, setBy })
    .onConflictDoUpdate({
      target: [assetLabels.assetId, assetLabels.label],
      set: { version, setBy, at: sql`clock_timestamp()` },
    });
  return before?.version;
}

/** @returns the version that it pointed at; undefined when there was no such label */
export async function deleteAssetLabel(
  db: Db,
  params: { assetId: string; label: string },
): Promise<number | undefined> {
  const [row] = await db
    .delete(assetLabels)
    .where(and(eq(assetLabels.assetId, params.assetId), eq(assetLabels.label, params.label)))
    .returning({ version: assetLabels.version });
  return row?.version;
}

/** Every version of an asset with its number and digest, its live version and its labels: what a reference is resolved against. */
export async function findPointables(db: Db, params: { kind: string; name: string }) {
  const [asset] = await db
    .select({
      id: assets.id,
      domain: assets.domain,
      title: assets.title,
      description: assets.description,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      dataClass: assets.dataClass,
      tags: assets.tags,
      live: assets.liveVersion,
      canaryVersion: assets.canaryVersion,
      canaryShare: assets.canaryShare,
      canaryChange: assets.canaryChange,
      canaryLabel: assets.canaryLabel,
    })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)));
  if (!asset) return undefined;
  const [versions, labels] = await Promise.all([
    db
      .select({ version: assetVersions.version, digest: assetVersions.digest })
      .from(assetVersions)
      .where(eq(assetVersions.assetId, asset.id)),
    listAssetLabels(db, { assetId: asset.id }),
  ]);
  return { ...asset, versions, labels };
}
