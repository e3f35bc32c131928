import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { readOverview } from "@/app/_data/read-overview";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { loadOverviewSearch, overviewKey } from "@/components/overview/overview-search";
import { RangeSwitch } from "@/components/overview/range-switch";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";

export const metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const { range } = await loadOverviewSearch(searchParams);
  const queries = new QueryClient();
  await queries.fetchQuery({ queryKey: overviewKey(range), queryFn: () => readOverview(context, range) });
  return (
    <Page>
      <PageHeader title="Overview" help="overview" actions={<RangeSwitch />} />
      <HydrationBoundary state={dehydrate(queries)}>
        <OverviewScreen />
      </HydrationBoundary>
    </Page>
  );
}
