"use client";

import { TextInput } from "@mantine/core";
import { IconShieldLock } from "@/components/icons";
import prose from "../data/prose.module.css";
import { SelectBox } from "../data/select-box";
import classes from "./policies.module.css";
import type { LivePolicy, PolicyDraftState } from "./policy-draft";

/** Whose a policy is and how far it reaches. Chosen once: afterwards it says so and stays. */
export function HeadFields(props: {
  live: LivePolicy;
  draft: PolicyDraftState;
  domains: readonly string[];
  onChange: (part: Partial<PolicyDraftState>) => void;
}) {
  const { live, draft, domains, onChange } = props;
  if (live.version > 0) return <ReachNote guardrail={draft.guardrail} domain={draft.domain} />;
  return (
    <>
      <div className={classes.headFields}>
        <TextInput
          label="Name"
          description="Lower case, stays for good"
          value={draft.name}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Title"
          description="As people read it"
          value={draft.title}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <SelectBox
          label="Domain"
          value={draft.domain}
          options={[
            { value: "", label: "choose" },
            ...domains.map((domain) => ({ value: domain, label: domain })),
          ]}
          onChange={(domain) => onChange({ domain })}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.guardrail}
            onChange={(event) => onChange({ guardrail: event.currentTarget.checked })}
          />{" "}
          Guardrail for the whole organisation, which an admin has to approve
        </label>
      </div>
      {draft.domain === "" ? null : <ReachNote guardrail={draft.guardrail} domain={draft.domain} />}
    </>
  );
}

function ReachNote({ guardrail, domain }: { guardrail: boolean; domain: string }) {
  return (
    <p className={prose.note}>
      {guardrail ? (
        <>
          <IconShieldLock size={14} aria-hidden /> A guardrail: it binds the whole organisation, may only
          forbid, and no domain can loosen it. Admins answer for it.
        </>
      ) : (
        <>
          A policy of <strong>{domain}</strong>: its permits count for {domain}’s own assets, its forbids for{" "}
          {domain}’s assets and callers.
        </>
      )}
    </p>
  );
}
