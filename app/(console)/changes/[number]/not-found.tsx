import { IconSearchOff } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function ChangeNotFound() {
  return (
    <Page>
      <PageHeader title="Change not found" trail={[{ href: "/changes", label: "Changes" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no change with this number">
        Changes are never deleted, also when they are withdrawn; look at the number again.
      </EmptyState>
    </Page>
  );
}
