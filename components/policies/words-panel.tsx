"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { PolicyCheck, PolicyInWords } from "@/lib/policy/check-policy.schema";
import prose from "../data/prose.module.css";
import { EffectMark } from "../mark/effect-mark";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { DetailSkeleton } from "../states/skeletons";
import classes from "./policies.module.css";

/** Each rule in plain words, with its conditions as they stand. */
export function WordsPanel(props: { check: UseQueryResult<PolicyCheck>; onShow: (from: number) => void }) {
  const { check, onShow } = props;
  if (check.isError) return <ErrorState error={check.error} retry={() => void check.refetch()} />;
  if (!check.data) return <DetailSkeleton panels={1} />;
  if (check.data.policies.length === 0) {
    return (
      <EmptyState title="Nothing to put into words">
        The text is no Cedar yet. What is wrong stands below it.
      </EmptyState>
    );
  }
  return (
    <ol className={classes.rules}>
      {check.data.policies.map((policy) => (
        <li key={policy.id}>
          <Rule policy={policy} onShow={onShow} />
        </li>
      ))}
    </ol>
  );
}

function Rule({ policy, onShow }: { policy: PolicyInWords; onShow: (from: number) => void }) {
  const permits = policy.effect === "permit";
  return (
    <>
      <div className={classes.ruleHead}>
        <EffectMark permits={permits} />
        <h2>{policy.title ?? policy.id}</h2>
        <button
          type="button"
          className={prose.textButton}
          aria-label={`Go to line ${policy.line}, ${policy.id}`}
          onClick={() => onShow(policy.from)}
        >
          line {policy.line}
        </button>
      </div>
      <p>{policy.sentence}</p>
      {policy.conditions.map(({ kind, text }) => (
        <div key={`${kind} ${text}`} className={classes.condition}>
          <span>{kind === "when" ? "it holds that" : "it does not hold that"}</span>
          <pre>{text}</pre>
        </div>
      ))}
      {policy.asksFor.length > 0 ? <p className={prose.note}>Asks for {policy.asksFor.join(", ")}.</p> : null}
    </>
  );
}
