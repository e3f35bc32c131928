import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { GraphScreen } from "@/components/graph/graph-screen";
import { graphKey, graphQuery, loadGraphSearch } from "@/components/graph/graph-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { getMeshGraph } from "@/lib/records/get-mesh-graph";
import { meshGraphInput } from "@/lib/records/mesh-graph.schema";

export const metadata = { title: "Graph" };

export default async function GraphPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const query = graphQuery(await loadGraphSearch(searchParams));
  const tools = query.getAll("tools");
  const queries = new QueryClient();
  // What the address says wrongly is told by the screen's own request, with a way to try again.
  const input = meshGraphInput.safeParse({
    ...Object.fromEntries(query),
    ...(tools.length > 0 ? { tools } : {}),
  });
  if (input.success) {
    await queries.prefetchQuery({
      queryKey: graphKey(query.toString()),
      queryFn: () => call(getMeshGraph, input.data, { context }),
    });
  }
  return (
    <Page>
      <PageHeader title="Graph" help="graph" />
      <HydrationBoundary state={dehydrate(queries)}>
        <GraphScreen />
      </HydrationBoundary>
    </Page>
  );
}
