import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function AssetNotFound() {
  return (
    <Page>
      <PageHeader title="Asset not found" trail={[{ href: "/catalog", label: "Catalog" }]} />
      <EmptyState
        icon={<IconSearchOff size={18} aria-hidden />}
        title="There is no asset with this kind and name"
      >
        See what is in the <Link href="/catalog">catalog</Link>.
      </EmptyState>
    </Page>
  );
}
