"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { ChangedAssetAnswer } from "@/lib/registry/asset-door";
import type { PreviewRegistrationOutput } from "@/lib/registry/preview/preview-registration.schema";
import type { Vocabulary } from "@/lib/registry/taxonomy/vocabulary.schema";
import { Receipt } from "./receipt";
import classes from "./register.module.css";
import {
  REGISTER_STEPS,
  type RegisterDraft,
  registerSearch,
  registrationOf,
  sourceOf,
} from "./register-search";
import { StepCheck } from "./step-check";
import { StepPlace } from "./step-place";
import { StepSource } from "./step-source";

export interface RegisterActions {
  preview: (input: unknown) => Promise<Attempt<PreviewRegistrationOutput>>;
  register: (input: unknown) => Promise<Attempt<ChangedAssetAnswer>>;
}

const STEP_NAMES = {
  source: "What and where",
  check: "Check",
  place: "Owner and name",
  done: "Receipt",
} as const satisfies Record<RegisterDraft["step"], string>;

/** Registers an asset step by step. Nothing is stored before the last step. */
export function RegisterScreen(
  props: RegisterActions & {
    domains: readonly { name: string; title: string }[];
    vocabulary: Vocabulary;
  },
) {
  const [draft, setDraft] = useQueryStates(registerSearch);
  const source = sourceOf(draft);
  const preview = useQuery({
    queryKey: ["registration", source],
    queryFn: () => props.preview(source),
    enabled: draft.step === "check" || draft.step === "place",
    // Looking is asking a stranger: it happens when somebody asks for it.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const registering = useMutation({
    mutationFn: () => props.register(registrationOf(draft)),
    onSuccess: (answer) => answer.done && setDraft({ step: "done" }, { history: "push" }),
  });
  // An earlier step's address does not know what was typed later; going forward again brings it back.
  const [typed, setTyped] = useState<Partial<RegisterDraft>>({});
  // Typing replaces the address; a step is a place to go back to.
  const change = (part: Partial<RegisterDraft>) => {
    setTyped((before) => ({ ...before, ...part }));
    void setDraft(part, { history: "replace" });
  };
  const go = (step: RegisterDraft["step"], part: Partial<RegisterDraft> = {}) =>
    void setDraft({ ...part, ...typed, step }, { history: "push", scroll: true });
  const found = preview.data?.done ? preview.data.value : undefined;
  const steps = { draft, change, go };
  return (
    <div className={classes.screen}>
      <ol className={classes.steps} aria-label="Steps">
        {REGISTER_STEPS.map((step) => (
          <li key={step} aria-current={step === draft.step ? "step" : undefined}>
            {STEP_NAMES[step]}
          </li>
        ))}
      </ol>
      {draft.step === "source" ? <StepSource {...steps} /> : null}
      {draft.step === "check" ? (
        <StepCheck
          {...steps}
          looking={preview.isFetching}
          answer={preview.data}
          failed={preview.error}
          lookAgain={() => void preview.refetch()}
        />
      ) : null}
      {draft.step === "place" ? (
        <StepPlace
          {...steps}
          terms={found?.terms}
          vocabulary={props.vocabulary}
          domains={props.domains}
          pending={registering.isPending}
          refusal={registering.data?.done === false ? registering.data.error : undefined}
          failed={registering.error}
          register={() => registering.mutate()}
        />
      ) : null}
      {draft.step === "done" ? (
        <Receipt draft={draft} written={registering.data?.done ? registering.data.value : undefined} />
      ) : null}
    </div>
  );
}
