import { call } from "@orpc/server";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { InboxScreen } from "@/components/inbox/inbox-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { getInbox } from "@/lib/audit/inbox/get-inbox";
import { markRead } from "./actions";

export const metadata = { title: "Inbox" };

export default async function InboxPage() {
  const context = operationContext(await requireUser());
  const queries = new QueryClient();
  await queries.prefetchQuery({
    queryKey: ["inbox"],
    queryFn: () => call(getInbox, undefined, { context }),
  });
  return (
    <Page>
      <PageHeader
        title="Inbox"
        description="What others did that changes the mesh, and calls that wait or whose end is not known."
        help="overview"
      />
      <HydrationBoundary state={dehydrate(queries)}>
        <InboxScreen markRead={markRead} />
      </HydrationBoundary>
    </Page>
  );
}
