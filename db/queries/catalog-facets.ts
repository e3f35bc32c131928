import { and, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets } from "../schema";
import { type CatalogFilter, type HealthLists, healthOf, matches } from "./catalog-filter";

/** How many assets share one value of each facet. */
export interface FacetGroup {
  kind: string;
  domain: string;
  lifecycle: string;
  /** Null for what is not called, as is the protocol. */
  health: string | null;
  protocol: string | null;
  count: number;
}

/**
 * Assets that match whatever is no facet, counted by all facets together. There are far fewer groups than assets, and every facet's counts can be read from them, so the store passes over the assets once.
 */
export async function countCatalogGroups(
  db: Db,
  params: CatalogFilter & { health: HealthLists },
): Promise<FacetGroup[]> {
  return db
    .select({
      kind: assets.kind,
      domain: assets.domain,
      lifecycle: assets.lifecycle,
      health: healthOf(params.health).as("health"),
      protocol: assets.protocol,
      count: sql<number>`count(*)::int`,
    })
    .from(assets)
    .where(and(...matches(params)))
    .groupBy(assets.kind, assets.domain, assets.lifecycle, sql`4`, assets.protocol);
}
