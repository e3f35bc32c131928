"use client";

import { IconRefresh } from "@/components/icons";
import type { KeyView } from "@/lib/identity/operations/keys";
import { CopyId } from "../data/copy-id";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { ActionButton } from "../mutation/action-button";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import type { Change } from "./action-types";
import classes from "./settings.module.css";
import { StateBadge } from "./state-badge";

type Rotate = Change<{ kid: string; replaced: string }>;

/** The keys that the mesh signs with. */
export function KeysPanel({ keys, rotate }: { keys: readonly KeyView[]; rotate: Rotate }) {
  return (
    <Panel title="Signing keys">
      <div className={classes.tools}>
        {PURPOSES.map(({ purpose, label, effect }) => (
          <RotateButton key={purpose} purpose={purpose} label={label} effect={effect} rotate={rotate} />
        ))}
      </div>
      <ListTable
        name="keys"
        label="Signing keys"
        columns={COLUMNS}
        rows={keys}
        rowId={({ kid }) => kid}
        second={({ purpose, alg }) => `${purpose} · ${alg}`}
      />
    </Panel>
  );
}

interface Purpose {
  purpose: KeyView["purpose"];
  label: string;
  effect: string;
}

const PURPOSES: readonly Purpose[] = [
  {
    purpose: "badge",
    label: "Rotate badge key",
    effect:
      "New badges are signed with the next key, which every verifier knows already. Badges signed before stay good until they end, within five minutes.",
  },
  {
    purpose: "card",
    label: "Rotate card key",
    effect: "Agent cards are signed with the next key from now on.",
  },
  {
    purpose: "audit",
    label: "Rotate audit key",
    effect:
      "The next checkpoint of the audit log is signed with a new key. Checkpoints signed before stay valid; whoever verifies the log must learn the new key.",
  },
];

function RotateButton(props: Purpose & { rotate: Rotate }) {
  const { purpose, label, effect, rotate } = props;
  return (
    <ActionButton
      permission="keys:rotate"
      label={label}
      icon={<IconRefresh size={14} aria-hidden />}
      title={`${label}?`}
      submit="Rotate"
      danger
      typed={purpose}
      run={(form) => rotate({ purpose, compromised: form.get("compromised") !== null })}
      done={({ kid, replaced }) => (
        <p>
          <code>{kid}</code> signs now in place of <code>{replaced}</code>.
        </p>
      )}
    >
      <p>{effect} It cannot be taken back: the private half of the old key is erased.</p>
      <label className={classes.check}>
        <input type="checkbox" name="compromised" />
        <span>
          Somebody else has the old key
          <span>Nothing signed with it is accepted any more, and the waiting successor is thrown away.</span>
        </span>
      </label>
    </ActionButton>
  );
}

const SIGNS = { badge: "badges", card: "agent cards", audit: "the audit log" } as const;

const COLUMNS: readonly TableColumn<KeyView>[] = [
  { id: "kid", title: "Key", fixed: true, cell: ({ kid }) => <CopyId id={kid} what="key id" /> },
  { id: "purpose", title: "Signs", width: 120, needs: "some-room", cell: ({ purpose }) => SIGNS[purpose] },
  { id: "alg", title: "Algorithm", width: 96, needs: "some-room", cell: ({ alg }) => alg },
  { id: "state", title: "State", width: 120, cell: ({ state }) => <StateBadge state={state} /> },
  {
    id: "age",
    title: "Made",
    width: 96,
    align: "end",
    needs: "some-room",
    cell: ({ createdAt }) => <Ago at={createdAt.toISOString()} />,
  },
  {
    id: "retired",
    title: "Retired",
    width: 96,
    align: "end",
    needs: "much-room",
    cell: ({ retiredAt }) => (retiredAt ? <Ago at={retiredAt.toISOString()} /> : "–"),
  },
];
