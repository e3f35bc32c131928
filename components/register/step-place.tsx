"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { PreviewRegistrationOutput } from "@/lib/registry/preview/preview-registration.schema";
import type { Vocabulary } from "@/lib/registry/taxonomy/vocabulary.schema";
import { ActionError } from "../catalog/detail/action-error";
import { SelectBox } from "../data/select-box";
import { GatedButton } from "../permissions/gated-button";
import { ErrorState } from "../states/error-state";
import { adviceFor } from "./advice";
import { PriceFields } from "./price-fields";
import classes from "./register.module.css";
import { isPriceWhole } from "./register-search";
import type { StepProps } from "./step-source";
import { hasTerms } from "./term-choice";
import { TermFields } from "./term-fields";

const NAME = "[a-z0-9][a-z0-9._\\-]{0,99}";
const CLASSES = ["public", "internal", "confidential", "restricted"] as const;

/** Whose it will be and what it is called; then it is registered. */
export function StepPlace(
  props: StepProps & {
    terms: PreviewRegistrationOutput["terms"] | undefined;
    vocabulary: Vocabulary;
    domains: readonly { name: string; title: string }[];
    pending: boolean;
    refusal: Extract<Attempt<unknown>, { done: false }>["error"] | undefined;
    failed: Error | null;
    register: () => void;
  },
) {
  const { draft, change, go, domains, refusal, pending, register } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register();
  };
  const newKey = refusal?.code === "conflict" && /key/.test(refusal.message);
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.row}>
        <SelectBox
          label="Owner"
          value={draft.domain}
          options={[
            ...(draft.domain ? [] : [{ value: "", label: "Choose a domain" }]),
            ...domains.map(({ name, title }) => ({ value: name, label: title || name })),
          ]}
          onChange={(domain) => change({ domain })}
        />
        <SelectBox
          label="Data class"
          value={draft.dataClass}
          options={CLASSES.map((value) => ({ value, label: value }))}
          onChange={(dataClass) => change({ dataClass })}
        />
      </div>
      <TextInput
        label="Name"
        aria-describedby="register-name-note"
        required
        pattern={NAME}
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <p id="register-name-note" className={classes.note}>
        What callers use: lower-case letters, digits, dot, dash and underscore. It cannot be changed later. A
        name that exists gets a new version.
      </p>
      <TextInput
        label="Title"
        maxLength={200}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Purpose"
        maxLength={1000}
        rows={3}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      {draft.kind === "model" ? (
        <PriceFields draft={draft} change={change} />
      ) : (
        <TermFields draft={draft} change={change} suggested={props.terms} vocabulary={props.vocabulary} />
      )}
      {newKey ? (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.newKey}
            onChange={(event) => change({ newKey: event.currentTarget.checked })}
          />
          Take the card although another key signed it
        </label>
      ) : null}
      {refusal ? <ActionError error={refusal} advice={adviceFor(refusal.code)} /> : null}
      {props.failed ? <ErrorState error={props.failed} retry={register} /> : null}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => go("check")}>
          Back
        </Button>
        <GatedButton
          permission="registry:write"
          type="submit"
          loading={pending}
          disabled={
            draft.domain === "" || draft.name.trim() === "" || !hasTerms(draft) || !isPriceWhole(draft)
          }
        >
          Register
        </GatedButton>
      </div>
    </form>
  );
}
