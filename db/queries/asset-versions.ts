import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

/** Versions of an asset without what they say, newest first: a hundred versions of a dataset are not read to list them. */
export function listCatalogVersions(db: Db, params: { assetId: string; limit: number }) {
  return db
    .select({
      version: assetVersions.version,
      digest: assetVersions.digest,
      createdBy: assetVersions.createdBy,
      createdAt: assetVersions.createdAt,
    })
    .from(assetVersions)
    .where(eq(assetVersions.assetId, params.assetId))
    .orderBy(desc(assetVersions.version))
    .limit(params.limit);
}

/** The number of the version with this digest. */
export async function findVersionNumber(
  db: Db,
  params: { kind: string; name: string; digest: string },
): Promise<number | undefined> {
  const [row] = await db
    .select({ version: assetVersions.version })
    .from(assetVersions)
    .innerJoin(assets, eq(assets.id, assetVersions.assetId))
    .where(
      and(
        eq(assets.kind, params.kind),
        eq(assets.name, params.name),
        eq(assetVersions.digest, params.digest),
      ),
    )
    .limit(1);
  return row?.version;
}

/** One version of an asset by its number. */
export async function findAssetVersion(db: Db, params: { kind: string; name: string; version: number }) {
  const [row] = await db
    .select({
      version: assetVersions.version,
      digest: assetVersions.digest,
      spec: assetVersions.spec,
      createdBy: assetVersions.createdBy,
      createdAt: assetVersions.createdAt,
    })
    .from(assetVersions)
    .innerJoin(assets, eq(assets.id, assetVersions.assetId))
    .where(
      and(
        eq(assets.kind, params.kind),
        eq(assets.name, params.name),
        eq(assetVersions.version, params.version),
      ),
    )
    .limit(1);
  return row;
}
