import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { getOverview } from "@/lib/records/get-overview";
import { listAssets } from "@/lib/registry/list-assets";

export const metadata = { title: "Overview" };

export default async function OverviewPage() {
  const context = operationContext(await requireUser());
  const [overview, catalog] = await Promise.all([
    call(getOverview, undefined, { context }),
    call(listAssets, { limit: 1 }, { context }),
  ]);
  return (
    <Page>
      <PageHeader title="Overview" description="The last 24 hours of this mesh." />
      <OverviewScreen overview={overview} kinds={catalog.facets.kind} />
    </Page>
  );
}
