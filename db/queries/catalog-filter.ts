import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { assetStars, assets, assetVersions, domains } from "../schema";

export interface CatalogFilter {
  kinds?: readonly string[];
  domains?: readonly string[];
  lifecycles?: readonly string[];
  healths?: readonly string[];
  protocols?: readonly string[];
  /** Words that must all occur in the name, texts, tags, skills, tools or domain. */
  words?: readonly string[];
  /** Only what this person has starred. */
  starredBy?: string;
  /** Only what belongs to one of these domains or was registered by this actor. */
  ownedBy?: { domains: readonly string[]; actor: string };
}

/** How assets do by their recent calls: `kind/name` of those that fail, falter and answer. What is on none of the lists is idle. */
export interface HealthLists {
  failing: readonly string[];
  degraded: readonly string[];
  healthy: readonly string[];
}

/** The conditions of the facets. */
export function facetFilters(filter: CatalogFilter & { health: HealthLists }): (SQL | undefined)[] {
  const isOneOf = (column: SQL | AnyPgColumn, values: readonly string[] | undefined) =>
    values?.length ? sql`${column} = any(${sql.param([...values])}::text[])` : undefined;
  return [
    isOneOf(assets.kind, filter.kinds),
    isOneOf(assets.domain, filter.domains),
    isOneOf(assets.lifecycle, filter.lifecycles),
    isOneOf(assets.protocol, filter.protocols),
    isOneOf(healthOf(filter.health), filter.healths),
  ];
}

/** The conditions that hold whatever facet is counted. */
export function matches({ words = [], starredBy, ownedBy }: CatalogFilter): (SQL | undefined)[] {
  return [
    ...words.map(hasWord),
    starredBy === undefined ? undefined : isStarredBy(starredBy),
    ownedBy &&
      sql`(${assets.domain} = any(${sql.param([...ownedBy.domains])}::text[]) or exists (
        select 1 from ${assetVersions} where ${assetVersions.assetId} = ${assets.id} and ${assetVersions.createdBy} = ${ownedBy.actor}))`,
  ];
}

/** In the texts of the asset, or in those of its domain. */
function hasWord(word: string): SQL {
  const part = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${assets.searchText} like lower(${part}) or ${assets.domain} in (
    select name from ${domains} where lower(concat_ws(' ', title, contact)) like lower(${part})))`;
}

export function isStarredBy(userId: string): SQL<boolean> {
  return sql<boolean>`exists (select 1 from ${assetStars} where ${assetStars.assetId} = ${assets.id} and ${assetStars.userId} = ${userId}::uuid)`;
}

/** Null for what is not called. A suspension outranks what the calls say. */
export function healthOf({ failing, degraded, healthy }: HealthLists): SQL<string | null> {
  const key = sql`${assets.kind} || '/' || ${assets.name}`;
  const on = (list: readonly string[]) => sql`${key} = any(${sql.param([...list])}::text[])`;
  return sql<string | null>`case
    when ${assets.protocol} is null then null
    when ${assets.suspendedReason} is not null then 'suspended'
    when ${assets.lifecycle} in ('draft', 'retired') then 'inactive'
    when ${on(failing)} then 'failing' when ${on(degraded)} then 'degraded' when ${on(healthy)} then 'healthy'
    else 'idle' end`;
}
