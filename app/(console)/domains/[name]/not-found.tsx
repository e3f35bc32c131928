import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function DomainNotFound() {
  return (
    <Page>
      <PageHeader title="Domain not found" trail={[{ href: "/domains", label: "Domains" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no domain of this name">
        See all <Link href="/domains">domains</Link>.
      </EmptyState>
    </Page>
  );
}
