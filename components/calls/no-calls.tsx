import { Button } from "@mantine/core";
import Link from "next/link";
import { IconFilterOff, IconListDetails } from "@/components/icons";
import { EmptyState } from "../states/empty-state";

export function NoCallsYet() {
  return (
    <EmptyState icon={<IconListDetails size={18} aria-hidden />} title="No calls yet">
      Every call that an agent makes through this mesh appears here while it happens: ruled, priced and on
      record. See in the <Link href="/catalog">catalog</Link> what can be called.
    </EmptyState>
  );
}

/** @param more whether older calls have not been looked at yet */
export function NoCallsMatch({ more, onClear }: { more: boolean; onClear: () => void }) {
  return (
    <EmptyState
      icon={<IconFilterOff size={18} aria-hidden />}
      title={more ? "No call matches these filters so far" : "No call matches these filters"}
      action={
        <Button variant="default" size="xs" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      There may be calls that do not match.
    </EmptyState>
  );
}
