import { listStarredIds } from "@/db/queries/asset-stars";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { assetSummaryOf } from "./asset-summary";
import { healthBoard } from "./health/health-board";
import { healthSets } from "./health/health-sets";
import { type ListAssetsInput, listAssetsInput, listAssetsOutput } from "./list-assets.schema";
import { rankByMeaning } from "./meaning/rank-by-meaning";
import { freshCatalog } from "./search/open-catalog-search";
import { type CatalogQuestion, searchCatalog } from "./search/search-catalog";

const MAX_WORDS = 10;

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
    const userId = personOf(context.principal);
    const [index, board, starred] = await Promise.all([
      freshCatalog(context),
      healthBoard(context),
      // Nobody but a person has stars: to a program the list of what it starred is empty.
      userId === undefined ? [] : listStarredIds(context.database.db, { userId }),
    ]);
    const asked = input.mode === "meaning" ? input.q?.trim() : undefined;
    const meaning = asked ? await rankByMeaning(context, index, asked) : undefined;
    const question = {
      ...questionOf(input, context.principal, starred),
      ...(meaning?.scores ? { ranked: meaning.scores, words: [] } : {}),
    };
    const { entries, more, total, facets } = searchCatalog(index, healthSets(index, board), question);
    const stars = new Set(starred);
    const items = entries.map((entry) => assetSummaryOf(entry, board, stars.has(entry.id)));
    const last = items.at(-1);
    return {
      items,
      next: more && last ? `${last.kind}/${last.name}` : null,
      total,
      facets,
      meaning: meaning?.use ?? null,
    };
  });

function questionOf(
  input: ListAssetsInput,
  principal: Principal,
  starred: readonly string[],
): CatalogQuestion {
  const { kind, domain, lifecycle, health, protocol, skill, field, scope, sort, after, limit } = input;
  const chosen = { kind, domain, lifecycle, health, protocol, skill, field };
  return {
    chosen: Object.fromEntries(Object.entries(chosen).filter(([, values]) => values !== undefined)),
    words: wordsOf(input.q),
    only: scope === "starred" ? starred : undefined,
    ownedBy:
      scope === "owned" ? { domains: principal.domains, actor: actorRef(principal.caller) } : undefined,
    order: sort === undefined ? "kind" : sort.endsWith("name") ? "name" : "changed",
    descending: sort?.startsWith("-") ?? false,
    after,
    limit,
  };
}

function wordsOf(q: string | undefined): string[] {
  return (q ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}
