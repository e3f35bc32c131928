"use client";

import { Textarea, TextInput } from "@mantine/core";
import Link from "next/link";
import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import prose from "../data/prose.module.css";
import { ActionButton } from "../mutation/action-button";
import { itemOf, type LivePolicy, type PolicyDraftState } from "./policy-draft";

/** Asks for the change. It takes effect when it has been reviewed; until then what is in force stays. */
export function ProposeButton(props: {
  live: LivePolicy;
  draft: PolicyDraftState;
  /** Why it cannot be proposed yet. */
  reason: string | undefined;
  propose: (input: unknown) => Promise<Attempt<ChangeAnswer>>;
  onProposed: () => void;
}) {
  const { live, draft, reason, propose, onProposed } = props;
  if (reason !== undefined) return <p className={prose.note}>{reason}</p>;
  const title = `${live.version === 0 ? "Add" : "Change"} policy ${draft.name}`;
  return (
    <ActionButton<ChangeAnswer>
      permission="mesh:propose"
      label="Propose change"
      variant="filled"
      title="Propose change"
      submit="Propose"
      run={async (form) => {
        const answer = await propose({
          title: form.get("title"),
          reason: form.get("reason"),
          items: [itemOf(draft, live.version)],
        });
        if (answer.done) onProposed();
        return answer;
      }}
      done={({ number, state }) => (
        <p>
          This is{" "}
          <Link href={`/changes/${number}`} className={prose.link}>
            change {number}
          </Link>
          {state === "review" ? ", waiting for its review." : "."}
        </p>
      )}
    >
      <p className={prose.note}>
        Nothing changes before it has been reviewed and applied. Reviewers see the text, its effect and your
        reason.
      </p>
      <TextInput name="title" label="Title" defaultValue={title} required maxLength={200} />
      <Textarea
        name="reason"
        label="Reason"
        description="Why this is needed, and what it should do"
        required
        autosize={false}
        rows={4}
        maxLength={4000}
        data-autofocus
      />
    </ActionButton>
  );
}
