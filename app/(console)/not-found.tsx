import Link from "next/link";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";

export default function NotFound() {
  return (
    <Page>
      <PageHeader
        title="Not found"
        description="There is nothing here, or it is not yours to see."
        actions={<Link href="/">Overview</Link>}
      />
    </Page>
  );
}
