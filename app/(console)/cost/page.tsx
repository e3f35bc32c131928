import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { CostScreen } from "@/components/cost/cost-screen";
import { costQuery, costsKey, loadCostSearch } from "@/components/cost/cost-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";
import { getCosts } from "@/lib/cost/get-costs";
import { getCostsInput } from "@/lib/cost/get-costs.schema";

export const metadata = { title: "Cost" };

export default async function CostPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const query = costQuery(await loadCostSearch(searchParams));
  const queries = new QueryClient();
  await queries.prefetchQuery({
    queryKey: costsKey(query.toString()),
    queryFn: () => call(getCosts, parseInput(getCostsInput, queryObject(query)), { context }),
  });
  return (
    <Page>
      <PageHeader title="Cost" help="cost" />
      <HydrationBoundary state={dehydrate(queries)}>
        <CostScreen />
      </HydrationBoundary>
    </Page>
  );
}
