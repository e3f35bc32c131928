import Link from "next/link";
import { IconListDetails } from "@/components/icons";
import { EmptyState } from "../states/empty-state";

export function NoCallsYet() {
  return (
    <EmptyState icon={<IconListDetails size={18} aria-hidden />} title="No calls yet">
      Every call that an agent makes through this mesh appears here while it happens: ruled, priced and on
      record. See in the <Link href="/catalog">catalog</Link> what can be called.
    </EmptyState>
  );
}
