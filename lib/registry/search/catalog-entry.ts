import type { listCatalogRows } from "@/db/queries/catalog";

/** An asset as the catalog lists it, with every text it is found by. */
export type CatalogEntry = Awaited<ReturnType<typeof listCatalogRows>>[number];

/** What the catalog can be narrowed by, besides health, which changes with every call. */
export const FACETS = ["kind", "domain", "lifecycle", "protocol", "skill", "field"] as const;
export type StoredFacet = (typeof FACETS)[number];

/** The values of an entry under a facet. */
export const VALUES_OF: Record<StoredFacet, (entry: CatalogEntry) => readonly string[]> = {
  kind: (entry) => [entry.kind],
  domain: (entry) => [entry.domain],
  lifecycle: (entry) => [entry.lifecycle],
  protocol: (entry) => (entry.protocol === null ? [] : [entry.protocol]),
  skill: (entry) => entry.skills,
  field: (entry) => (entry.field === null ? [] : [entry.field]),
};

/** The catalog's own order and those that a reader can choose; equal ones follow by kind and name. */
export const ORDERS = {
  kind: (a, b) => text(a.kind, b.kind) || text(a.name, b.name),
  name: (a, b) => text(a.name, b.name) || text(a.kind, b.kind),
  changed: (a, b) =>
    a.updatedAt.getTime() - b.updatedAt.getTime() || text(a.kind, b.kind) || text(a.name, b.name),
} as const satisfies Record<string, (a: CatalogEntry, b: CatalogEntry) => number>;
export type Order = keyof typeof ORDERS;

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
