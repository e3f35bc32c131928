import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { listLiveCalls } from "@/app/_data/list-live-calls";
import { operationContext } from "@/app/_data/operation-context";
import { callQueryOf, callsKey, listParams, loadCallSearch } from "@/components/calls/call-search";
import { CallsScreen } from "@/components/calls/calls-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";
import { getCall } from "@/lib/records/get-call";
import { listCallsInput } from "@/lib/records/list-calls.schema";

export const metadata = { title: "Calls" };

const id = z.uuid();

export default async function CallsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const current = await requireUser();
  const search = await loadCallSearch(searchParams);
  const before = id.safeParse(search.before).data;
  const peek = id.safeParse(search.peek).data;
  const query = listParams(callQueryOf(search), search.sort);
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchInfiniteQuery({
      queryKey: callsKey(query.toString(), search.before),
      queryFn: () => {
        const input = parseInput(listCallsInput, { ...queryObject(query), ...(before ? { before } : {}) });
        return listLiveCalls(current, input);
      },
      initialPageParam: search.before,
    }),
    peek &&
      queries.prefetchQuery({
        queryKey: ["call", peek],
        queryFn: () => call(getCall, { id: peek }, { context: operationContext(current) }),
      }),
  ]);
  return (
    <Page>
      <PageHeader title="Calls" help="calls" />
      <HydrationBoundary state={dehydrate(queries)}>
        <CallsScreen />
      </HydrationBoundary>
    </Page>
  );
}
