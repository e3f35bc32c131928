import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function NotFound() {
  return (
    <>
      <PageHeader title="Client not found" trail={[{ href: "/settings/clients", label: "Clients" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no such client">
        No client has this id, or it has gone since. <Link href="/settings/clients">All clients</Link>
      </EmptyState>
    </>
  );
}
