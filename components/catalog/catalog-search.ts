import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ASSET_KIND_NAMES, LIFECYCLE_NAMES } from "@/lib/registry/catalog-names.schema";

/** What the address of the catalog says. One schema for server and browser. */
export const catalogSearch = {
  q: parseAsString.withDefault(""),
  kind: parseAsArrayOf(parseAsStringLiteral(ASSET_KIND_NAMES)).withDefault([]),
  domain: parseAsArrayOf(parseAsString).withDefault([]),
  lifecycle: parseAsArrayOf(parseAsStringLiteral(LIFECYCLE_NAMES)).withDefault([]),
  /** The list begins after this asset (`kind/name`). */
  after: parseAsString.withDefault(""),
};

export const loadCatalogSearch = createLoader(catalogSearch);
export type CatalogSearch = Awaited<ReturnType<typeof loadCatalogSearch>>;

export function isCatalogFiltered(search: CatalogSearch): boolean {
  return search.q !== "" || search.kind.length + search.domain.length + search.lifecycle.length > 0;
}
