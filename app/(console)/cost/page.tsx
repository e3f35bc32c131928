import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { BUDGETS_KEY } from "@/components/budgets/budget-forms";
import { CostScreen } from "@/components/cost/cost-screen";
import {
  anomaliesKey,
  costQuery,
  costsKey,
  forecastKey,
  forecastQuery,
  loadCostSearch,
} from "@/components/cost/cost-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listBudgets } from "@/lib/budgets/list-budgets";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";
import { forecastCosts } from "@/lib/cost/forecast-costs";
import { forecastCostsInput } from "@/lib/cost/forecast-costs.schema";
import { getCosts } from "@/lib/cost/get-costs";
import { getCostsInput } from "@/lib/cost/get-costs.schema";
import { listCostAnomalies } from "@/lib/cost/list-cost-anomalies";
import { listCostAnomaliesInput } from "@/lib/cost/list-cost-anomalies.schema";
import { listDomains } from "@/lib/registry/list-domains";
import { proposeBudgetAction } from "./actions";

export const metadata = { title: "Cost" };

export default async function CostPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const search = await loadCostSearch(searchParams);
  const query = costQuery(search);
  const month = forecastQuery(search);
  const queries = new QueryClient();
  const [{ domains }] = await Promise.all([
    call(listDomains, {}, { context }),
    queries.prefetchQuery({
      queryKey: BUDGETS_KEY,
      queryFn: () => call(listBudgets, undefined, { context }),
    }),
    queries.prefetchQuery({
      queryKey: costsKey(query.toString()),
      queryFn: () => call(getCosts, parseInput(getCostsInput, queryObject(query)), { context }),
    }),
    queries.prefetchQuery({
      queryKey: forecastKey(month.toString()),
      queryFn: () => call(forecastCosts, parseInput(forecastCostsInput, queryObject(month)), { context }),
    }),
    queries.prefetchQuery({
      queryKey: anomaliesKey(query.toString()),
      queryFn: () =>
        call(listCostAnomalies, parseInput(listCostAnomaliesInput, queryObject(query)), { context }),
    }),
  ]);
  return (
    <Page>
      <PageHeader title="Cost" help="cost" />
      <HydrationBoundary state={dehydrate(queries)}>
        <CostScreen domains={domains.map(({ name }) => name)} propose={proposeBudgetAction} />
      </HydrationBoundary>
    </Page>
  );
}
