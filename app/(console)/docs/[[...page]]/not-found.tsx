import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function DocsNotFound() {
  return (
    <Page>
      <PageHeader title="Page not found" />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="The documentation has no such page">
        See <Link href="/docs">all pages</Link>.
      </EmptyState>
    </Page>
  );
}
