import { GraphSkeleton } from "@/components/graph/graph-skeleton";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Graph" help="graph" />
      <GraphSkeleton />
    </Page>
  );
}
