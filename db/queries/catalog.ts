import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assetStars, assets, assetVersions, domains } from "../schema";
import { registryStamp } from "./live-assets";

const SUMMARY = {
  id: assets.id,
  kind: assets.kind,
  name: assets.name,
  domain: assets.domain,
  title: assets.title,
  description: assets.description,
  lifecycle: assets.lifecycle,
  suspendedReason: assets.suspendedReason,
  suspendedAt: assets.suspendedAt,
  certifiedAt: assets.certifiedAt,
  /** Of its latest certificate; null without one. */
  certificate: sql<
    string | null
  >`(select c.state from certificates c where c.asset_id = assets.id order by c.issued_at desc, c.id desc limit 1)`,
  dataClass: assets.dataClass,
  tags: assets.tags,
  skills: assets.skills,
  field: assets.field,
  version: assets.liveVersion,
  protocol: assets.protocol,
  updatedAt: assets.updatedAt,
};

/** Assets as the catalog lists them, with everything that they are found by. */
export async function listCatalogRows(db: Db, params: { ids: readonly string[] }) {
  return db
    .select({
      ...SUMMARY,
      digest: sql<string>`(select digest from asset_versions where asset_id = ${assets.id} and version = ${assets.liveVersion})`,
      /** In lower case, with the texts of the domain. */
      searchText: sql<string>`${assets.searchText} || ' ' || lower(concat_ws(' ', ${assets.field}, array_to_string(${assets.skills}, ' '), ${domains.title}, ${domains.contact}))`,
      /** Everyone who has registered a version of it. */
      authors: sql<
        string[]
      >`array(select distinct created_by from ${assetVersions} where ${assetVersions.assetId} = ${assets.id})`,
    })
    .from(assets)
    .innerJoin(domains, eq(domains.name, assets.domain))
    .where(sql`${assets.id} = any(${sql.param([...params.ids])}::uuid[])`);
}

/** When each asset was last changed, to the microsecond. */
export function listCatalogTimes(db: Db) {
  return db.select({ id: assets.id, at: sql<string>`${assets.updatedAt}::text` }).from(assets);
}

/** Texts that differ whenever an asset or a domain has changed. */
export async function findCatalogStamp(db: Db): Promise<{ assets: string; domains: string }> {
  const [row] = await db
    .select({
      assets: registryStamp,
      domains: sql<string>`(select coalesce(md5(string_agg(concat_ws('|', name, title, contact), ',' order by name)), '') from ${domains})`,
    })
    .from(assets);
  return row ?? { assets: "", domains: "" };
}

export async function findCatalogEntry(
  db: Db,
  params: { kind: string; name: string; userId: string | undefined },
) {
  const [row] = await db
    .select({
      ...SUMMARY,
      createdAt: assets.createdAt,
      starred: (params.userId === undefined ? sql<boolean>`false` : isStarredBy(params.userId)).mapWith(
        Boolean,
      ),
    })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)))
    .limit(1);
  return row;
}

function isStarredBy(userId: string) {
  return sql<boolean>`exists (select 1 from ${assetStars} where ${assetStars.assetId} = ${assets.id} and ${assetStars.userId} = ${userId}::uuid)`;
}

/** Assets that are out of service, the latest first. */
export function listSuspendedAssets(db: Db, params: { limit: number }) {
  return db
    .select({
      kind: assets.kind,
      name: assets.name,
      reason: assets.suspendedReason,
      since: assets.suspendedAt,
    })
    .from(assets)
    .where(isNotNull(assets.suspendedReason))
    .orderBy(desc(assets.suspendedAt))
    .limit(params.limit);
}
