import { Textarea } from "@mantine/core";
import { IconMessage } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { formatCounted } from "../format/format-count";
import { ActionButton } from "../mutation/action-button";
import type { ChangeActions } from "./change-actions";

/** Sends what was kept for a review without deciding anything; also for what one has written oneself. */
export function CommentTool(props: { change: ChangeDetail; actions: Pick<ChangeActions, "review"> }) {
  const { change, actions } = props;
  const { number, contentHash } = change;
  const kept = pendingOf(change);
  if (kept === 0) return null;
  return (
    <ActionButton
      permission="changes:review"
      label={`Send ${formatCounted(kept, "comment")}`}
      shortcut="c"
      icon={<IconMessage size={14} aria-hidden />}
      title="Send your comments without a verdict?"
      submit="Send"
      run={(form) =>
        actions.review({
          number,
          contentHash,
          verdict: "comment",
          note: String(form.get("note") ?? "").trim(),
        })
      }
    >
      <PendingLine change={change} />
      <Textarea name="note" label="Note" maxLength={4000} />
    </ActionButton>
  );
}

/** Says in the dialog of a verdict what goes with it. */
export function PendingLine({ change }: { change: ChangeDetail }) {
  const kept = pendingOf(change);
  if (kept === 0) return null;
  return <p>It sends {formatCounted(kept, "comment")} that only you have seen so far.</p>;
}

function pendingOf({ comments }: ChangeDetail): number {
  return comments.filter(({ pending }) => pending).length;
}
