import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { AuditScreen } from "@/components/audit/audit-screen";
import { auditKey, auditQuery, loadAuditSearch } from "@/components/audit/audit-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listAuditEntriesInput } from "@/lib/audit/browse/audit-filter.schema";
import { getAuditEntry } from "@/lib/audit/browse/get-audit-entry";
import { getAuditStatus } from "@/lib/audit/browse/get-audit-status";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";

export const metadata = { title: "Audit" };

const id = z.uuid();

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const search = await loadAuditSearch(searchParams);
  const before = id.safeParse(search.before).data;
  const peek = id.safeParse(search.peek).data;
  const query = auditQuery(search);
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchInfiniteQuery({
      queryKey: auditKey(query.toString(), search.before),
      queryFn: () => {
        const input = { ...queryObject(query), ...(before ? { before } : {}) };
        return call(listAuditEntries, parseInput(listAuditEntriesInput, input), { context });
      },
      initialPageParam: search.before,
    }),
    queries.prefetchQuery({
      queryKey: ["audit-status"],
      queryFn: () => call(getAuditStatus, undefined, { context }),
    }),
    peek &&
      queries.prefetchQuery({
        queryKey: ["audit-entry", peek],
        queryFn: () => call(getAuditEntry, { id: peek }, { context }),
      }),
  ]);
  return (
    <Page>
      <PageHeader title="Audit" help="audit" />
      <HydrationBoundary state={dehydrate(queries)}>
        <AuditScreen />
      </HydrationBoundary>
    </Page>
  );
}
