"use client";

import { Textarea, TextInput } from "@mantine/core";
import Link from "next/link";
import { IconTag, IconX } from "@/components/icons";
import type { Attempt } from "@/lib/core/attempt.schema";
import { ActionButton } from "../../mutation/action-button";
import classes from "../catalog.module.css";

/** What moves labels on the server. */
export interface LabelActions {
  set: (input: LabelInput & { version: number }) => Promise<Attempt<Moved>>;
  remove: (input: LabelInput) => Promise<Attempt<Moved>>;
}
interface LabelInput {
  kind: string;
  name: string;
  label: string;
  reason?: string;
}
interface Moved {
  entryId: string | null;
  change: number | null;
}

/** A move that is on record, or waits for others. */
interface Seen {
  entryId: string;
  change: number | null;
}

const PERMISSION = "registry:write";
const MAX_REASON = 1000;

/** The labels that point at one version, each with a way to take it away, and a way to point another one here. */
export function VersionLabels(props: {
  asset: { kind: string; name: string };
  version: number;
  /** Those of this version. */
  labels: readonly string[];
  /** All of the asset, with the versions that they point at now. */
  known: readonly { label: string; version: number }[];
  actions: LabelActions;
}) {
  const { asset, version, labels, known, actions } = props;
  const { kind, name } = asset;
  const suggested = [...new Set([...known.map(({ label }) => label), "production", "staging"])];
  return (
    <div className={classes.labels}>
      {labels.map((label) => (
        <span key={label} className={classes.label}>
          <IconTag size={12} aria-hidden /> {label}
          <ActionButton<Seen>
            permission={PERMISSION}
            label=""
            name={`Take the label ${label} away`}
            variant="subtle"
            size="compact-xs"
            icon={<IconX size={12} aria-hidden />}
            title={`Take the label ${label} away?`}
            submit="Take away"
            danger
            done={whatWaits}
            run={(form) => actions.remove({ kind, name, label, ...reasonOf(form) }).then(onRecord)}
          >
            <p className={classes.text}>
              Whoever asks for {name}@{label} finds nothing from then on.
            </p>
            <Textarea name="reason" label="Why" maxLength={MAX_REASON} />
          </ActionButton>
        </span>
      ))}
      <ActionButton<Seen>
        permission={PERMISSION}
        label="Label"
        name={`Point a label at v${version}`}
        variant="subtle"
        size="compact-xs"
        icon={<IconTag size={12} aria-hidden />}
        title={`Point a label at v${version}`}
        submit="Point it here"
        done={whatWaits}
        run={(form) =>
          actions
            .set({ kind, name, version, label: String(form.get("label")).trim(), ...reasonOf(form) })
            .then(onRecord)
        }
      >
        <p className={classes.text}>
          Whoever asks for {name} by this label gets v{version} from then on.
        </p>
        <TextInput
          name="label"
          label="Label"
          description={nowWords(known)}
          list={`labels-of-v${version}`}
          maxLength={50}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
        />
        <datalist id={`labels-of-v${version}`}>
          {suggested.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <Textarea name="reason" label="Why" maxLength={MAX_REASON} />
      </ActionButton>
    </div>
  );
}

function nowWords(known: readonly { label: string; version: number }[]): string {
  if (known.length === 0) return "Such as production, staging, or a word of your own in lower case.";
  return `Now: ${known.map(({ label, version }) => `${label} is v${version}`).join(", ")}.`;
}

function reasonOf(form: FormData): { reason?: string } {
  const reason = String(form.get("reason") ?? "").trim();
  return reason ? { reason } : {};
}

/** A label that points there already leaves no entry, so there is no receipt to show. */
function onRecord(attempt: Attempt<Moved>): Attempt<Seen> {
  if (!attempt.done) return attempt;
  const { entryId, change } = attempt.value;
  if (entryId !== null) return { done: true, value: { entryId, change } };
  return {
    done: false,
    error: {
      code: "conflict",
      message: "The label points there already. Nothing was changed.",
      requestId: "",
    },
  };
}

/** A label that many rely on moves when somebody else has approved it. */
function whatWaits({ change }: { change: number | null }) {
  if (change === null) return null;
  return (
    <p className={classes.text}>
      Somebody else has to approve <Link href={`/changes/${change}`}>change {change}</Link> before the label
      moves.
    </p>
  );
}
