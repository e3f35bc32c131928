"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLoader2 } from "@/components/icons";
import type { Attempt } from "@/lib/core/attempt.schema";
import type {
  PreviewLine,
  PreviewRegistrationOutput,
} from "@/lib/registry/preview/preview-registration.schema";
import { ActionError } from "../catalog/detail/action-error";
import { TextBlock } from "../data/text-block";
import { formatCounted } from "../format/format-count";
import { Mark, type MarkLook } from "../mark/mark";
import { ErrorState } from "../states/error-state";
import { VisibleText } from "../viewers/visible-text";
import { adviceFor } from "./advice";
import classes from "./register.module.css";
import type { StepProps } from "./step-source";
import { sureTerms } from "./term-choice";

const STATES = {
  ok: { label: "OK", tone: "ok", icon: IconCircleCheck },
  warning: { label: "Warning", tone: "waiting", icon: IconInfoCircle },
  error: { label: "Error", tone: "failed", icon: IconAlertTriangle },
} as const satisfies Record<PreviewLine["state"], MarkLook>;

/** What was found at the address, line by line, before anything is stored. */
export function StepCheck(
  props: StepProps & {
    looking: boolean;
    answer: Attempt<PreviewRegistrationOutput> | undefined;
    failed: Error | null;
    lookAgain: () => void;
  },
) {
  const { draft, go, looking, answer, lookAgain } = props;
  const found = answer?.done ? answer.value : undefined;
  return (
    <section className={classes.form} aria-label="What was found" aria-busy={looking}>
      {looking ? (
        <p role="status">
          <Mark label={`Looking at ${draft.url}`} tone="waiting" icon={IconLoader2} />
        </p>
      ) : props.failed ? (
        <ErrorState error={props.failed} retry={lookAgain} />
      ) : answer?.done === false ? (
        <ActionError error={answer.error} advice={adviceFor(answer.error.code)} />
      ) : found ? (
        <Found found={found} />
      ) : null}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => go("source")}>
          Back
        </Button>
        <Button variant="default" onClick={lookAgain} disabled={looking}>
          Look again
        </Button>
        <Button
          disabled={looking || !found?.usable}
          onClick={() =>
            go("place", {
              name: draft.name || (found?.suggested.name ?? ""),
              title: draft.title || (found?.suggested.title ?? "").slice(0, 200),
              description: draft.description || (found?.suggested.description ?? "").slice(0, 1000),
              skills: draft.skills ?? sureTerms(found?.terms.skills ?? []),
              field: draft.field || (sureTerms(found?.terms.fields ?? [])[0] ?? ""),
            })
          }
        >
          Continue
        </Button>
      </div>
    </section>
  );
}

function Found({ found }: { found: PreviewRegistrationOutput }) {
  const count = (state: PreviewLine["state"]) => found.lines.filter((line) => line.state === state).length;
  return (
    <>
      <p role="status">
        {found.usable ? "It can be registered." : "It cannot be registered as it is."}{" "}
        <span className={classes.note}>
          {formatCounted(count("error"), "error")}, {formatCounted(count("warning"), "warning")}
        </span>
      </p>
      <table className={classes.lines} aria-label="What was found">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">What</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          {found.lines.map((line) => (
            <Line key={JSON.stringify(line)} line={line} />
          ))}
        </tbody>
      </table>
      {found.spec ? (
        <details className={classes.details}>
          <summary>The version as it would be stored</summary>
          <TextBlock label="Specification" text={JSON.stringify(found.spec)} />
        </details>
      ) : null}
    </>
  );
}

function Line({ line }: { line: PreviewLine }) {
  return (
    <tr>
      <td>
        <Mark {...STATES[line.state]} />
      </td>
      <th scope="row">{line.field}</th>
      <td>
        {line.value ? (
          <p>
            <VisibleText text={line.value} />
          </p>
        ) : null}
        {line.message ? (
          <p className={classes.note}>
            <VisibleText text={line.message} />
          </p>
        ) : null}
      </td>
    </tr>
  );
}
