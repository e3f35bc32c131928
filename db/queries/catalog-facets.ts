import { and, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets } from "../schema";
import { type CatalogFilter, type HealthLists, healthOf, matches } from "./catalog-filter";

const FACETS = ["kind", "domain", "lifecycle", "health", "protocol"] as const;

/** How many assets have each value of each facet, under the filters of the other facets; and how many match all filters, as the facet `total`. The texts are matched once. */
export async function countCatalog(
  db: Db,
  params: CatalogFilter & { health: HealthLists },
): Promise<{ facet: string; value: string; count: number }[]> {
  const chosen = {
    kind: params.kinds,
    domain: params.domains,
    lifecycle: params.lifecycles,
    health: params.healths,
    protocol: params.protocols,
  };
  const where = (except?: (typeof FACETS)[number]) => {
    const conditions = FACETS.filter((facet) => facet !== except && chosen[facet]?.length).map(
      (facet) => sql`${sql.raw(facet)} = any(${sql.param([...(chosen[facet] ?? [])])}::text[])`,
    );
    return conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  };
  const counts = FACETS.map(
    (facet) =>
      sql`select ${facet}::text as facet, ${sql.raw(facet)} as value, count(*)::int as count from found ${where(facet)} group by 2`,
  );
  const condition = and(...matches(params)) ?? sql`true`;
  const rows = await db.execute<{ facet: string; value: string | null; count: number }>(sql`
    with found as materialized (
      select ${assets.kind}, ${assets.domain}, ${assets.lifecycle}, ${assets.protocol}, ${healthOf(params.health)} as health
      from ${assets} where ${condition})
    select 'total' as facet, '' as value, count(*)::int as count from found ${where()}
    union all ${sql.join(counts, sql` union all `)}`);
  return [...rows].flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }]));
}
