import type { FacetGroup } from "@/db/queries/catalog-facets";
import type { CatalogFilter } from "@/db/queries/catalog-filter";
import type { ListAssetsOutput } from "./list-assets.schema";

type Facet = keyof ListAssetsOutput["facets"];

const FACETS: readonly Facet[] = ["kind", "domain", "lifecycle", "health", "protocol"];

/** How many assets match all filters, and for each value of a facet how many match the filters of the other facets. */
export function facetsOf(
  groups: readonly FacetGroup[],
  filter: CatalogFilter,
): Pick<ListAssetsOutput, "facets" | "total"> {
  const chosen: Record<Facet, readonly string[] | undefined> = {
    kind: filter.kinds,
    domain: filter.domains,
    lifecycle: filter.lifecycles,
    health: filter.healths,
    protocol: filter.protocols,
  };
  const fits = (group: FacetGroup, except?: Facet) =>
    FACETS.every((facet) => {
      const values = chosen[facet];
      return facet === except || !values?.length || values.includes(group[facet] ?? "");
    });
  const countsOf = (facet: Facet) => {
    const counts = new Map<string, number>();
    for (const group of groups) {
      const value = group[facet];
      if (value !== null && fits(group, facet)) counts.set(value, (counts.get(value) ?? 0) + group.count);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
  };
  return {
    total: groups.filter((group) => fits(group)).reduce((sum, { count }) => sum + count, 0),
    facets: {
      kind: countsOf("kind"),
      domain: countsOf("domain"),
      lifecycle: countsOf("lifecycle"),
      health: countsOf("health"),
      protocol: countsOf("protocol"),
    },
  };
}
