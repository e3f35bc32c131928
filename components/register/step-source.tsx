"use client";

import { TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { kindName } from "../calls/protocol-names";
import { SelectBox } from "../data/select-box";
import { GatedButton } from "../permissions/gated-button";
import classes from "./register.module.css";
import {
  type ChangeDraft,
  isSourceWhole,
  REGISTER_KINDS,
  type RegisterDraft,
  type RegisterKind,
} from "./register-search";

export interface StepProps {
  draft: RegisterDraft;
  change: ChangeDraft;
  go: (step: RegisterDraft["step"], part?: Partial<RegisterDraft>) => void;
}

const WORDS: Record<RegisterKind, { what: string; label: string; placeholder: string }> = {
  agent: {
    what: "Speaks A2A and publishes a card",
    label: "Address of the agent or of its card",
    placeholder: "https://agent.example.com",
  },
  "mcp-server": {
    what: "Offers tools over Streamable HTTP",
    label: "Address of the MCP endpoint",
    placeholder: "https://tools.example.com/mcp",
  },
  model: {
    what: "Speaks the format of OpenAI or Anthropic",
    label: "Base address, as the vendor's SDK takes it",
    placeholder: "https://api.example.com/v1",
  },
};

const MAX_URL = 2000;

/** What is to be registered, and where it answers. */
export function StepSource({ draft, change, go }: StepProps) {
  const words = WORDS[draft.kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSourceWhole(draft)) go("check");
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <fieldset className={classes.kinds}>
        <legend>What is it?</legend>
        {REGISTER_KINDS.map((kind) => (
          <label key={kind} className={classes.kind}>
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={kind === draft.kind}
              onChange={() => change({ kind, auth: null })}
            />
            <span>
              <strong>{kindName(kind)}</strong>
              <span className={classes.note}>{WORDS[kind].what}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextInput
        label={words.label}
        placeholder={words.placeholder}
        type="url"
        required
        maxLength={MAX_URL}
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      {draft.kind === "model" ? (
        <div className={classes.row}>
          <SelectBox
            label="Format"
            value={draft.api}
            options={[
              { value: "openai", label: "OpenAI" },
              { value: "anthropic", label: "Anthropic" },
            ]}
            onChange={(api) => change({ api })}
          />
          <TextInput
            label="Model, as the endpoint calls it"
            required
            maxLength={200}
            value={draft.model}
            onChange={(event) => change({ model: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <Credential draft={draft} change={change} />
      <div className={classes.actions}>
        <GatedButton permission="registry:write" type="submit" disabled={!isSourceWhole(draft)}>
          Look at it
        </GatedButton>
        <span className={classes.note}>The mesh asks the address what is there. Nothing is stored yet.</span>
      </div>
    </form>
  );
}

/** How the mesh proves itself there. The secret itself is in the vault; only its name is given here. */
function Credential({ draft, change }: Pick<StepProps, "draft" | "change">) {
  const type = draft.auth ?? (draft.kind === "agent" ? "badge" : "none");
  return (
    <div className={classes.row}>
      <SelectBox
        label="Credential"
        value={type}
        options={[
          { value: "none", label: "None" },
          { value: "badge", label: "Badge of the mesh" },
          { value: "bearer", label: "Stored secret as bearer token" },
          { value: "header", label: "Stored secret in a header" },
        ]}
        onChange={(auth) => change({ auth })}
      />
      {type === "header" ? (
        <TextInput
          label="Header"
          required
          maxLength={64}
          placeholder="x-api-key"
          value={draft.header}
          onChange={(event) => change({ header: event.currentTarget.value })}
        />
      ) : null}
      {type === "header" || type === "bearer" ? (
        <TextInput
          label="Name of the secret in the vault"
          required
          maxLength={200}
          value={draft.secret}
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}
