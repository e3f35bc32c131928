import { listCatalog } from "@/db/queries/catalog";
import { countCatalogGroups } from "@/db/queries/catalog-facets";
import type { CatalogFilter } from "@/db/queries/catalog-filter";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { assetSummaryOf, healthLists } from "./asset-summary";
import { facetsOf } from "./facets";
import { healthBoard } from "./health/health-board";
import { type ListAssetsInput, listAssetsInput, listAssetsOutput } from "./list-assets.schema";

/** A page of the catalog, by default in the order of kind and name, with counts for its facets. */
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
    const { limit, sort } = input;
    const board = await healthBoard(context);
    const filter = { ...filterOf(input, context.principal), health: healthLists(board) };
    const after = cursorOf(input.after);
    const [rows, groups] = await Promise.all([
      listCatalog(db, {
        ...filter,
        ...(after ? { after } : {}),
        ...(sort ? { sort } : {}),
        userId: personOf(context.principal),
        limit: limit + 1,
      }),
      countCatalogGroups(db, filter),
    ]);
    const items = rows.slice(0, limit).map((row) => assetSummaryOf(row, board));
    const last = items.at(-1);
    return {
      items,
      next: rows.length > limit && last ? `${last.kind}/${last.name}` : null,
      ...facetsOf(groups, filter),
    };
  });

/** Nobody but a person has stars: to a program the list of what it starred is empty. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
const MAX_WORDS = 10;

function filterOf(input: ListAssetsInput, principal: Principal): CatalogFilter {
  const { scope, q } = input;
  return {
    ...(input.kind ? { kinds: input.kind } : {}),
    ...(input.domain ? { domains: input.domain } : {}),
    ...(input.lifecycle ? { lifecycles: input.lifecycle } : {}),
    ...(input.health ? { healths: input.health } : {}),
    ...(input.protocol ? { protocols: input.protocol } : {}),
    ...(q?.trim() ? { words: q.trim().split(/\s+/).slice(0, MAX_WORDS) } : {}),
    ...(scope === "starred" ? { starredBy: personOf(principal) ?? NOBODY } : {}),
    ...(scope === "owned"
      ? { ownedBy: { domains: principal.domains, actor: actorRef(principal.caller) } }
      : {}),
  };
}

function cursorOf(after: string | undefined): { kind: string; name: string } | undefined {
  const slash = after?.indexOf("/") ?? -1;
  return after && slash > 0 ? { kind: after.slice(0, slash), name: after.slice(slash + 1) } : undefined;
}
