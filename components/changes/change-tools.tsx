"use client";

import { NumberInput, Textarea, TextInput } from "@mantine/core";
import { IconBolt, IconCheck, IconClock, IconHistory, IconPencil, IconSend, IconX } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { ActionButton } from "../mutation/action-button";
import { CanaryTools, StartCanary } from "./canary-tools";
import type { ChangeActions } from "./change-actions";
import { lackingInWords, whyNotReview } from "./change-words";
import classes from "./changes.module.css";
import { CommentTool, PendingLine } from "./comment-tool";

interface Props {
  change: ChangeDetail;
  actions: ChangeActions;
}

/** What can be done with a change where it stands. */
export function ChangeTools({ change, actions }: Props) {
  const { state, number } = change;
  const open = ["review", "approved", "scheduled"].includes(state);
  return (
    <div className={classes.tools}>
      <ReviewTools change={change} actions={actions} />
      <CommentTool change={change} actions={actions} />
      {state === "draft" ? (
        <ActionButton
          permission="mesh:propose"
          label="Hand in"
          variant="filled"
          icon={<IconSend size={14} aria-hidden />}
          title="Hand this draft in?"
          submit="Hand in"
          run={() => actions.submit({ number })}
        >
          <p>It is checked, and its reviewers see it.</p>
        </ActionButton>
      ) : null}
      {open ? <ApplyTools change={change} actions={actions} /> : null}
      {state === "canary" ? <CanaryTools change={change} actions={actions} /> : null}
      {state === "applied" ? <RevertTool change={change} actions={actions} /> : null}
      {open || state === "draft" ? (
        <ActionButton
          permission="mesh:propose"
          label="Withdraw"
          icon={<IconX size={14} aria-hidden />}
          title="Withdraw this change?"
          submit="Withdraw"
          danger
          run={(form) => actions.withdraw({ number, note: textOf(form, "note") })}
        >
          <p>It ends here and stays readable.</p>
          <Textarea name="note" label="Why" maxLength={4000} />
        </ActionButton>
      ) : null}
    </div>
  );
}

function ReviewTools({ change, actions }: Props) {
  const { number, contentHash, mine } = change;
  const why = whyNotReview(change);
  if (why) return change.mine.maker ? <p className={classes.dim}>{why}</p> : null;
  return (
    <>
      <ActionButton
        permission="changes:review"
        label={mine.verdict === "approve" ? "Approve again" : "Approve"}
        shortcut="a"
        variant={mine.verdict === "approve" ? "default" : "filled"}
        icon={<IconCheck size={14} aria-hidden />}
        title="Approve this change?"
        submit="Approve"
        run={(form) =>
          actions.review({ number, contentHash, verdict: "approve", note: textOf(form, "note") })
        }
      >
        <p>
          Your approval is for exactly the content that you see; an edit takes it away.
          {mine.counts ? "" : " It is on record, and the change still needs others."}
        </p>
        <PendingLine change={change} />
        <Textarea name="note" label="Note" maxLength={4000} />
      </ActionButton>
      <ActionButton
        permission="changes:review"
        label="Ask for changes"
        shortcut="r"
        icon={<IconPencil size={14} aria-hidden />}
        title="Ask for another form of it?"
        submit="Ask for changes"
        run={(form) =>
          actions.review({ number, contentHash, verdict: "request_changes", note: textOf(form, "note") })
        }
      >
        <p>It cannot take effect until you approve it or say otherwise.</p>
        <PendingLine change={change} />
        <Textarea name="note" label="What is to be changed" required maxLength={4000} data-autofocus />
      </ActionButton>
    </>
  );
}

function ApplyTools({ change, actions }: Props) {
  const { number, approval, state } = change;
  const lacking = lackingInWords(change);
  if (!approval.approved) {
    return (
      <ActionButton
        permission="policy:write"
        label="Emergency"
        icon={<IconBolt size={14} aria-hidden />}
        title="Put it in force without a review?"
        submit="Put in force"
        danger
        typed={String(number)}
        run={(form) =>
          actions.breakGlass({ number, reason: textOf(form, "reason"), hours: Number(form.get("hours")) })
        }
      >
        <p>
          {lacking.join(" ")} In an emergency it can take effect now. Everybody who reviews is told, and it is
          taken back by itself unless it is reviewed in time.
        </p>
        <Textarea name="reason" label="What the emergency is" required maxLength={4000} data-autofocus />
        <NumberInput name="hours" label="Hours until the review" min={1} max={24} defaultValue={4} />
      </ActionButton>
    );
  }
  return (
    <>
      <ActionButton
        permission="registry:write"
        label="Put in force"
        variant="filled"
        icon={<IconCheck size={14} aria-hidden />}
        title="Put this change in force?"
        submit="Put in force"
        run={() => actions.apply({ number })}
      >
        <p>It reaches every replica within a second. A revert is one click, and a change of its own.</p>
      </ActionButton>
      <StartCanary change={change} actions={actions} />
      <ActionButton
        permission="registry:write"
        label={state === "scheduled" ? "Set another time" : "Set a time"}
        icon={<IconClock size={14} aria-hidden />}
        title="When shall it take effect?"
        submit="Set the time"
        run={(form) => actions.apply({ number, at: new Date(textOf(form, "at")).toISOString() })}
      >
        <TextInput
          name="at"
          type="datetime-local"
          label="Date and time, in your zone"
          required
          data-autofocus
        />
      </ActionButton>
    </>
  );
}

function RevertTool({ change, actions }: Props) {
  const { number, revertedBy } = change;
  if (revertedBy !== null) return null;
  return (
    <ActionButton
      permission="mesh:propose"
      label="Take back"
      icon={<IconHistory size={14} aria-hidden />}
      title="Take this change back?"
      submit="Ask for it"
      run={(form) => actions.revert({ number, reason: textOf(form, "reason") })}
    >
      <p>A new change brings back what was in force before. It is reviewed like any other.</p>
      <Textarea name="reason" label="Why" required maxLength={4000} data-autofocus />
    </ActionButton>
  );
}

function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
