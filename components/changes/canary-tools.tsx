import { NumberInput, Textarea } from "@mantine/core";
import { IconCheck, IconHistory, IconPercentage } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { ActionButton } from "../mutation/action-button";
import type { ChangeActions } from "./change-actions";

interface Props {
  change: ChangeDetail;
  actions: Pick<ChangeActions, "apply" | "startCanary" | "endCanary">;
}

/** Gives the new versions a share of the calls. Not offered for what takes effect as a whole or not at all. */
export function StartCanary({ change, actions }: Props) {
  const { number, items } = change;
  const sharable = items.every(
    ({ kind, op, baseVersion }) => SHARABLE.has(kind) && op !== "state" && baseVersion !== null,
  );
  if (!sharable) return null;
  return (
    <ActionButton
      permission="registry:write"
      label="Try as canary"
      icon={<IconPercentage size={14} aria-hidden />}
      title="Give it a share of the calls?"
      submit="Start"
      run={(form) =>
        actions.startCanary({ number, share: Number(form.get("share")), hours: Number(form.get("hours")) })
      }
    >
      <p>
        The rest of the calls stays with what is live, and a task stays with one version. It is taken back by
        itself at the end of its time.
      </p>
      <NumberInput name="share" label="Per cent of the calls" min={1} max={50} defaultValue={10} />
      <NumberInput name="hours" label="Hours" min={1} max={336} defaultValue={24} />
    </ActionButton>
  );
}

const SHARABLE: ReadonlySet<string> = new Set(["agent", "model", "mcp-server", "prompt"]);

/** How a trial ends. */
export function CanaryTools({ change, actions }: Props) {
  const { number } = change;
  return (
    <>
      <ActionButton
        permission="registry:write"
        label="Apply fully"
        variant="filled"
        icon={<IconCheck size={14} aria-hidden />}
        title="Put it in force for all calls?"
        submit="Put in force"
        run={() => actions.apply({ number })}
      >
        <p>Every call gets the new version within a second. It still needs its approvals.</p>
      </ActionButton>
      <ActionButton
        permission="registry:write"
        label="Take back"
        icon={<IconHistory size={14} aria-hidden />}
        title="Give all calls back to what is live?"
        submit="Take back"
        danger
        run={(form) => actions.endCanary({ number, note: String(form.get("note") ?? "").trim() })}
      >
        <p>It takes effect within a second. The change stays, with the approvals that it has.</p>
        <Textarea name="note" label="Why" maxLength={4000} />
      </ActionButton>
    </>
  );
}
