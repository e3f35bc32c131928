import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { CatalogScreen } from "@/components/catalog/catalog-screen";
import {
  assetKey,
  catalogKey,
  catalogQuery,
  loadCatalogSearch,
  parseAssetKey,
} from "@/components/catalog/catalog-search";
import { RegisterLink } from "@/components/catalog/register-link";
import { DomainsLink } from "@/components/domains/domains-link";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { parseInput } from "@/lib/core/parse-input";
import { listAssetFigures } from "@/lib/registry/list-asset-figures";
import { listAssets } from "@/lib/registry/list-assets";
import { listAssetsInput } from "@/lib/registry/list-assets.schema";
import { starAction } from "./actions";

export const metadata = { title: "Catalog" };

export default async function CatalogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const search = await loadCatalogSearch(searchParams);
  const after = parseAssetKey(search.after) ? search.after : "";
  const query = catalogQuery(search);
  const queries = new QueryClient();
  const { pages } = await queries.fetchInfiniteQuery({
    queryKey: catalogKey(query.toString(), search.after),
    queryFn: () => call(listAssets, parseInput(listAssetsInput, inputOf(query, after)), { context }),
    initialPageParam: search.after,
  });
  const keys = pages[0]?.items.map(assetKey) ?? [];
  if (keys.length > 0) {
    await queries.prefetchQuery({
      queryKey: ["figures", ...keys],
      queryFn: () => call(listAssetFigures, { asset: keys }, { context }),
    });
  }
  return (
    <Page>
      <PageHeader
        title="Catalog"
        description="Agents, tools, models and policies that this mesh governs."
        actions={
          <>
            <DomainsLink />
            <RegisterLink />
          </>
        }
        help="catalog"
      />
      <HydrationBoundary state={dehydrate(queries)}>
        <CatalogScreen star={starAction} />
      </HydrationBoundary>
    </Page>
  );
}

/** The address in the words of the operation. */
function inputOf(query: URLSearchParams, after: string): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  const given = names.map((name) => {
    const values = query.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  return { ...Object.fromEntries(given), ...(after ? { after } : {}) };
}
