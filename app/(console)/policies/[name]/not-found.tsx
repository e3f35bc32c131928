import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function PolicyNotFound() {
  return (
    <Page>
      <PageHeader title="Policy not found" trail={[{ href: "/policies", label: "Policies" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no policy of this name">
        See the <Link href="/policies">policies</Link> that there are, or write a{" "}
        <Link href="/policies/~new">new one</Link>.
      </EmptyState>
    </Page>
  );
}
