import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";

export default function NotFound() {
  return (
    <>
      <PageHeader title="Person not found" trail={[{ href: "/settings/members", label: "Members" }]} />
      <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no such person">
        Nobody has this id. <Link href="/settings/members">All members</Link>
      </EmptyState>
    </>
  );
}
