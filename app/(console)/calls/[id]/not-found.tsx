import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function CallNotFound() {
  return (
    <Page>
      <PageHeader title="Call not found" trail={[{ href: "/calls", label: "Calls" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no call with this id">
        It may be older than the record is kept. See the <Link href="/calls">calls</Link> that there are.
      </EmptyState>
    </Page>
  );
}
