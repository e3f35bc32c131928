import { and, eq, max, sql } from "drizzle-orm";
import { newId } from "@/lib/core/ids";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

/** An asset with its live version. */
export async function findAssetHead(db: Db, params: { kind: string; name: string }) {
  const [row] = await db
    .select({
      id: assets.id,
      domain: assets.domain,
      title: assets.title,
      description: assets.description,
      dataClass: assets.dataClass,
      tags: assets.tags,
      skills: assets.skills,
      field: assets.field,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      version: assetVersions.version,
      digest: assetVersions.digest,
      spec: assetVersions.spec,
    })
    .from(assets)
    .innerJoin(
      assetVersions,
      and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion)),
    )
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)));
  return row;
}

/** An asset with its highest version number, locked until the transaction ends. */
export async function findAssetForUpdate(db: Db, params: { kind: string; name: string }) {
  const [asset] = await db
    .select({
      id: assets.id,
      domain: assets.domain,
      liveVersion: assets.liveVersion,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      title: assets.title,
      description: assets.description,
      dataClass: assets.dataClass,
      tags: assets.tags,
      skills: assets.skills,
      field: assets.field,
    })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)))
    .for("update");
  if (!asset) return undefined;
  const [latest] = await db
    .select({ version: max(assetVersions.version) })
    .from(assetVersions)
    .where(eq(assetVersions.assetId, asset.id));
  return { ...asset, latestVersion: latest?.version ?? 0 };
}

export async function findVersionByDigest(db: Db, params: { assetId: string; digest: string }) {
  const [row] = await db
    .select({ version: assetVersions.version })
    .from(assetVersions)
    .where(and(eq(assetVersions.assetId, params.assetId), eq(assetVersions.digest, params.digest)));
  return row;
}

interface AssetHead {
  title?: string | undefined;
  description?: string | undefined;
  dataClass?: string | undefined;
  tags?: string[] | undefined;
  skills?: string[] | undefined;
  field?: string | undefined;
  lifecycle?: string | undefined;
}

/** @returns false when there is one of that kind and name */
export async function insertAsset(
  db: Db,
  params: { id: string; kind: string; name: string; domain: string; title: string } & AssetHead,
): Promise<boolean> {
  const rows = await db
    .insert(assets)
    .values({ ...params, liveVersion: 1 })
    .onConflictDoNothing({ target: [assets.kind, assets.name] })
    .returning({ id: assets.id });
  return rows.length > 0;
}

export async function insertAssetVersion(
  db: Db,
  params: { assetId: string; version: number; digest: string; spec: unknown; createdBy: string },
): Promise<void> {
  await db.insert(assetVersions).values({ id: newId(), ...params });
}

/**
 * Puts a version into traffic and refreshes what stands beside it. `clock_timestamp` moves within a transaction, so the stamp of the registry always changes.
 * @param params.words what the version is found by besides the texts of its head
 */
export async function updateAssetLiveVersion(
  db: Db,
  params: { assetId: string; version: number; head: AssetHead; protocol: string | null; words: string },
): Promise<void> {
  const { title, description, dataClass, tags, skills, field, lifecycle } = params.head;
  const joinedTags = tags ? tags.join(" ") : sql`array_to_string(${assets.tags}, ' ')`;
  await db
    .update(assets)
    .set({
      liveVersion: params.version,
      title,
      description,
      dataClass,
      tags,
      skills,
      field,
      lifecycle,
      protocol: params.protocol,
      searchText: sql`lower(concat_ws(' ', ${assets.name}, ${assets.domain}, ${title ?? assets.title}::text,
        ${description ?? assets.description}::text, ${joinedTags}::text, ${params.words}::text))`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(assets.id, params.assetId));
}

/** Changes the state of an asset. @returns false when there is no such asset */
export async function updateAssetState(
  db: Db,
  params: {
    kind: string;
    name: string;
    lifecycle?: string;
    suspendedReason?: string | null;
  },
): Promise<boolean> {
  const { kind, name, ...state } = params;
  const rows = await db
    .update(assets)
    .set({
      ...state,
      ...(state.suspendedReason === undefined
        ? {}
        : { suspendedAt: state.suspendedReason === null ? null : sql`coalesce(suspended_at, now())` }),
      updatedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(assets.kind, kind), eq(assets.name, name)))
    .returning({ id: assets.id });
  return rows.length > 0;
}
