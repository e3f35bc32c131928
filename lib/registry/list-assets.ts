import * as queries from "@/db/queries/catalog";
import { operation } from "@/lib/identity/operation";
import {
  type AssetSummary,
  type ListAssetsInput,
  listAssetsInput,
  listAssetsOutput,
} from "./list-assets.schema";

/** A page of the catalog in the order of kind and name, with counts for its facets. */
export const listAssets = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets",
    summary: "The catalog with counts for its facets",
    tags: ["catalog"],
  })
  .input(listAssetsInput)
  .output(listAssetsOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { limit } = input;
    const filter = filterOf(input);
    const { kinds: _kinds, ...butKind } = filter;
    const { domains: _domains, ...butDomain } = filter;
    const { lifecycles: _lifecycles, ...butLifecycle } = filter;
    const after = cursorOf(input.after);
    const [rows, matching, kind, domain, lifecycle] = await Promise.all([
      queries.listCatalog(db, { ...filter, ...(after ? { after } : {}), limit: limit + 1 }),
      queries.countCatalogBy(db, { ...filter, facet: "kind" }),
      queries.countCatalogBy(db, { ...butKind, facet: "kind" }),
      queries.countCatalogBy(db, { ...butDomain, facet: "domain" }),
      queries.countCatalogBy(db, { ...butLifecycle, facet: "lifecycle" }),
    ]);
    const items = rows.slice(0, limit).map(assetSummaryOf);
    const last = items.at(-1);
    return {
      items,
      next: rows.length > limit && last ? `${last.kind}/${last.name}` : null,
      total: matching.reduce((sum, row) => sum + row.count, 0),
      facets: { kind, domain, lifecycle },
    };
  });

export function assetSummaryOf(row: Awaited<ReturnType<typeof queries.listCatalog>>[number]): AssetSummary {
  const { id: _id, certifiedAt, ...rest } = row;
  return { ...rest, certified: certifiedAt !== null, updatedAt: row.updatedAt.toISOString() };
}

function filterOf(input: ListAssetsInput): queries.CatalogFilter {
  return {
    ...(input.kind ? { kinds: input.kind } : {}),
    ...(input.domain ? { domains: input.domain } : {}),
    ...(input.lifecycle ? { lifecycles: input.lifecycle } : {}),
    ...(input.q ? { text: input.q } : {}),
  };
}

function cursorOf(after: string | undefined): { kind: string; name: string } | undefined {
  const slash = after?.indexOf("/") ?? -1;
  return after && slash > 0 ? { kind: after.slice(0, slash), name: after.slice(slash + 1) } : undefined;
}
