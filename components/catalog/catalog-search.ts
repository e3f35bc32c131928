import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import {
  ASSET_KIND_NAMES,
  CATALOG_SCOPES,
  CATALOG_SORTS,
  HEALTH_NAMES,
  LIFECYCLE_NAMES,
  PROTOCOL_NAMES,
} from "@/lib/registry/catalog-names.schema";

/** What the address of the catalog says. One schema for server and browser. */
export const catalogSearch = {
  q: parseAsString.withDefault(""),
  scope: parseAsStringLiteral(CATALOG_SCOPES).withDefault("all"),
  kind: parseAsArrayOf(parseAsStringLiteral(ASSET_KIND_NAMES)).withDefault([]),
  domain: parseAsArrayOf(parseAsString).withDefault([]),
  lifecycle: parseAsArrayOf(parseAsStringLiteral(LIFECYCLE_NAMES)).withDefault([]),
  health: parseAsArrayOf(parseAsStringLiteral(HEALTH_NAMES)).withDefault([]),
  protocol: parseAsArrayOf(parseAsStringLiteral(PROTOCOL_NAMES)).withDefault([]),
  skill: parseAsArrayOf(parseAsString).withDefault([]),
  /** By words, or by what they mean. */
  mode: parseAsStringLiteral(["words", "meaning"]).withDefault("words"),
  sort: parseAsStringLiteral(CATALOG_SORTS),
  /** The list begins after this asset (`kind/name`). */
  after: parseAsString.withDefault(""),
  /** The asset that is open beside the list (`kind/name`). */
  peek: parseAsString.withDefault(""),
};

export const loadCatalogSearch = createLoader(catalogSearch);
export type CatalogSearch = Awaited<ReturnType<typeof loadCatalogSearch>>;

/** What narrows the list. */
export type CatalogFilters = Omit<CatalogSearch, "sort" | "after" | "peek">;

const FACETS = ["kind", "domain", "lifecycle", "health", "protocol", "skill"] as const;

export const NO_FILTERS = {
  q: "",
  kind: [],
  domain: [],
  lifecycle: [],
  health: [],
  protocol: [],
  skill: [],
} satisfies Partial<CatalogFilters>;

/** Whether anything narrows the list besides the choice of whose assets are shown. */
export function isCatalogFiltered(filters: CatalogFilters): boolean {
  return filters.q.trim() !== "" || FACETS.some((facet) => filters[facet].length > 0);
}

/** Filters and order as the console's API reads them. */
export function catalogQuery(search: CatalogFilters & Pick<CatalogSearch, "sort">): URLSearchParams {
  const query = new URLSearchParams();
  for (const facet of FACETS) for (const value of search[facet]) query.append(facet, value);
  if (search.q.trim()) query.set("q", search.q.trim().slice(0, 200));
  if (search.q.trim() && search.mode !== "words") query.set("mode", search.mode);
  if (search.scope !== "all") query.set("scope", search.scope);
  if (search.sort) query.set("sort", search.sort);
  return query;
}

/** The key under which a list of assets is cached, on the server and in the browser. */
export function catalogKey(query: string, after: string): readonly unknown[] {
  return ["catalog", query, after];
}

const ASSET_KEY = /^([a-z-]{1,50})\/(.{1,200})$/;

/** `kind/name` in its parts; undefined for anything else. */
export function parseAssetKey(key: string): { kind: string; name: string } | undefined {
  const [, kind, name] = ASSET_KEY.exec(key) ?? [];
  return kind && name ? { kind, name } : undefined;
}

/** The key of an asset: its kind and name. */
export function assetKey({ kind, name }: { kind: string; name: string }): string {
  return `${kind}/${name}`;
}
