import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import type { AssetSearch } from "@/components/catalog/detail/asset-search";
import { resultKey, resultQuery, resultsKey } from "@/components/catalog/results/result-search";
import { ResultsTab } from "@/components/catalog/results/results-tab";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";
import type { OperationContext } from "@/lib/identity/operation";
import { getSuiteResult } from "@/lib/registry/suite-results/get-suite-result";
import { listSuiteResults } from "@/lib/registry/suite-results/list-suite-results";
import { listSuiteResultsInput } from "@/lib/registry/suite-results/suite-results.schema";

const resultId = z.uuid();

/** What came of a suite, read before the page is drawn. */
export async function SuiteResults(props: { suite: string; search: AssetSearch; context: OperationContext }) {
  const { suite, search, context } = props;
  const before = resultId.safeParse(search.before).data;
  const id = resultId.safeParse(search.result).data;
  const query = resultQuery(suite, search);
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchInfiniteQuery({
      queryKey: resultsKey(query.toString(), search.before),
      queryFn: () => {
        const input = { ...queryObject(query), ...(before ? { before } : {}) };
        return call(listSuiteResults, parseInput(listSuiteResultsInput, input), { context });
      },
      initialPageParam: search.before,
    }),
    id &&
      queries.prefetchQuery({
        queryKey: resultKey(id),
        queryFn: () => call(getSuiteResult, { id }, { context }),
      }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ResultsTab suite={suite} />
    </HydrationBoundary>
  );
}
