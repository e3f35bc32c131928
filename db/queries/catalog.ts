import { and, asc, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets } from "../schema";
import {
  type CatalogFilter,
  facetFilters,
  type HealthLists,
  healthOf,
  isStarredBy,
  matches,
} from "./catalog-filter";

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
  dataClass: assets.dataClass,
  tags: assets.tags,
  version: assets.liveVersion,
  protocol: assets.protocol,
  updatedAt: assets.updatedAt,
};

export type CatalogSort = "name" | "-name" | "changed" | "-changed";

export interface CatalogPage extends CatalogFilter {
  health: HealthLists;
  /** Whose stars are shown. */
  userId: string | undefined;
  sort?: CatalogSort;
  /** Only assets behind this one in the order. */
  after?: { kind: string; name: string };
  limit: number;
}

/** A page of assets; without `sort` by kind and name. */
export function listCatalog(db: Db, params: CatalogPage) {
  const starred = params.userId === undefined ? sql<boolean>`false` : isStarredBy(params.userId);
  return db
    .select({
      ...SUMMARY,
      health: healthOf(params.health),
      starred: starred.mapWith(Boolean),
    })
    .from(assets)
    .where(and(...matches(params), ...facetFilters(params), isAfter(params)))
    .orderBy(...orderOf(params.sort))
    .limit(params.limit);
}

export async function findCatalogEntry(
  db: Db,
  params: { kind: string; name: string; health: HealthLists; userId: string | undefined },
) {
  const starred = params.userId === undefined ? sql<boolean>`false` : isStarredBy(params.userId);
  const [row] = await db
    .select({
      ...SUMMARY,
      createdAt: assets.createdAt,
      health: healthOf(params.health),
      starred: starred.mapWith(Boolean),
    })
    .from(assets)
    .where(and(eq(assets.kind, params.kind), eq(assets.name, params.name)))
    .limit(1);
  return row;
}

const KEY = sql`(${assets.kind}, ${assets.name})`;

function orderOf(sort: CatalogSort | undefined): SQL[] {
  switch (sort) {
    case "name":
      return [asc(assets.name), asc(assets.kind)];
    case "-name":
      return [desc(assets.name), desc(assets.kind)];
    case "changed":
      return [asc(assets.updatedAt), asc(assets.kind), asc(assets.name)];
    case "-changed":
      return [desc(assets.updatedAt), desc(assets.kind), desc(assets.name)];
    case undefined:
      return [asc(assets.kind), asc(assets.name)];
    default:
      return sort satisfies never;
  }
}

/** The row comparison that fits the order, from the place of the last asset that was read. */
function isAfter({ after, sort }: CatalogPage): SQL | undefined {
  if (!after) return undefined;
  const { kind, name } = after;
  const changed = sql`(select updated_at, kind, name from assets where kind = ${kind} and name = ${name})`;
  const place = sql`(${assets.updatedAt}, ${assets.kind}, ${assets.name})`;
  switch (sort) {
    case "name":
      return sql`(${assets.name}, ${assets.kind}) > (${name}::text, ${kind}::text)`;
    case "-name":
      return sql`(${assets.name}, ${assets.kind}) < (${name}::text, ${kind}::text)`;
    case "changed":
      return sql`${place} > ${changed}`;
    case "-changed":
      return sql`${place} < ${changed}`;
    case undefined:
      return sql`${KEY} > (${kind}::text, ${name}::text)`;
    default:
      return sort satisfies never;
  }
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
