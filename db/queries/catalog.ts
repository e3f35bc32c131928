import { and, asc, count, desc, eq, gt, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, assetVersions } from "../schema";

const SUMMARY = {
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
  version: assets.liveVersion,
  updatedAt: assets.updatedAt,
};

export interface CatalogFilter {
  kinds?: readonly string[];
  domains?: readonly string[];
  lifecycles?: readonly string[];
  /** Part of the name, title, description or a tag. */
  text?: string;
}

/** Assets after `after` in the order of kind and name. */
export function listCatalog(
  db: Db,
  params: CatalogFilter & { after?: { kind: string; name: string }; limit: number },
) {
  const after = params.after;
  return db
    .select(SUMMARY)
    .from(assets)
    .where(
      and(
        ...matches(params),
        after
          ? or(gt(assets.kind, after.kind), and(eq(assets.kind, after.kind), gt(assets.name, after.name)))
          : undefined,
      ),
    )
    .orderBy(asc(assets.kind), asc(assets.name))
    .limit(params.limit);
}

/** How many assets have each value of a facet under the filter. */
export function countCatalogBy(
  db: Db,
  params: CatalogFilter & { facet: "kind" | "domain" | "lifecycle" },
): Promise<{ value: string; count: number }[]> {
  const column = assets[params.facet];
  return db
    .select({ value: column, count: count() })
    .from(assets)
    .where(and(...matches(params)))
    .groupBy(column)
    .orderBy(asc(column));
}

export async function findCatalogEntry(db: Db, params: { kind: string; name: string }) {
  const [row] = await db
    .select({ ...SUMMARY, createdAt: assets.createdAt })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)))
    .limit(1);
  return row;
}

/** Versions of an asset, newest first. */
export function listCatalogVersions(db: Db, params: { assetId: string; limit: number }) {
  return db
    .select({
      version: assetVersions.version,
      digest: assetVersions.digest,
      spec: assetVersions.spec,
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

function matches(filter: CatalogFilter): (SQL | undefined)[] {
  return [
    filter.kinds?.length ? inArray(assets.kind, [...filter.kinds]) : undefined,
    filter.domains?.length ? inArray(assets.domain, [...filter.domains]) : undefined,
    filter.lifecycles?.length ? inArray(assets.lifecycle, [...filter.lifecycles]) : undefined,
    filter.text ? matchesText(filter.text.trim()) : undefined,
  ];
}

function matchesText(text: string): SQL | undefined {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    ilike(assets.name, part),
    ilike(assets.title, part),
    ilike(assets.description, part),
    sql`array_to_string(${assets.tags}, ' ') ilike ${part}`,
  );
}
