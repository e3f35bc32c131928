import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assetStars, assets } from "../schema";

interface Star {
  userId: string;
  kind: string;
  name: string;
}

/** Starring twice is starring once. @returns false when there is no such asset */
export async function insertAssetStar(db: Db, params: Star): Promise<boolean> {
  const [asset] = await db.select({ id: assets.id }).from(assets).where(isAsset(params));
  if (!asset) return false;
  await db.insert(assetStars).values({ userId: params.userId, assetId: asset.id }).onConflictDoNothing();
  return true;
}

export async function deleteAssetStar(db: Db, params: Star): Promise<void> {
  await db
    .delete(assetStars)
    .where(
      and(
        eq(assetStars.userId, params.userId),
        sql`${assetStars.assetId} in (select ${assets.id} from ${assets} where ${isAsset(params)})`,
      ),
    );
}

function isAsset({ kind, name }: Star) {
  return and(eq(assets.kind, kind), eq(assets.name, name));
}

/** The ids of what a person has starred. */
export async function listStarredIds(db: Db, params: { userId: string }): Promise<string[]> {
  const rows = await db
    .select({ id: assetStars.assetId })
    .from(assetStars)
    .where(eq(assetStars.userId, params.userId));
  return rows.map(({ id }) => id);
}
