import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function EntryNotFound() {
  return (
    <Page>
      <PageHeader title="Entry not found" trail={[{ href: "/audit", label: "Audit" }]} />
      <EmptyState
        icon={<IconSearchOff size={18} aria-hidden />}
        title="There is no entry with this id or index"
      >
        Nothing leaves the log, so it was never there – or somebody took it out of the database, which{" "}
        <Link href="/audit">verifying</Link> the entries around it would show.
      </EmptyState>
    </Page>
  );
}
