import Link from "next/link";
import { IconSearchOff } from "@/components/icons";
import { EmptyState } from "@/components/states/empty-state";

export default function NotFound() {
  return (
    <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="There is no such person">
      Nobody has this id. <Link href="/settings/members">All members</Link>
    </EmptyState>
  );
}
