import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

/** Holds until the transaction ends; whoever else asks for it waits. */
export async function lockPolicyIds(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('signalbox.policy-ids'))`);
}

/** Policy assets that are in force or could come back into it, with the digest of their live version. */
export function listPolicyVersions(db: Db): Promise<{ name: string; digest: string }[]> {
  return db
    .select({ name: assets.name, digest: assetVersions.digest })
    .from(assets)
    .innerJoin(assetVersions, isLive)
    .where(and(eq(assets.kind, "policy"), ne(assets.lifecycle, "retired")));
}

/** Their texts. */
export function listPolicyTexts(
  db: Db,
  params: { names: readonly string[] },
): Promise<{ name: string; digest: string; text: string }[]> {
  return db
    .select({
      name: assets.name,
      digest: assetVersions.digest,
      text: sql<string>`coalesce(${assetVersions.spec} ->> 'text', '')`,
    })
    .from(assets)
    .innerJoin(assetVersions, isLive)
    .where(and(eq(assets.kind, "policy"), inArray(assets.name, [...params.names])));
}

const isLive = and(eq(assetVersions.assetId, assets.id), eq(assetVersions.version, assets.liveVersion));
