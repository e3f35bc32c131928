"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconPlus } from "@/components/icons";
import type { PolicyTestReport, PolicyTestResult } from "@/lib/policy/tests/policy-tests.schema";
import type { PolicyTest } from "@/lib/registry/kinds/policy";
import prose from "../data/prose.module.css";
import { EmptyState } from "../states/empty-state";
import classes from "./policies.module.css";
import { TestForm } from "./test-form";

/** Requests with the decision that they must get, stored with the policy. They run while it is written; one that fails keeps the text from taking effect. */
export function TestsPanel(props: {
  name: string;
  tests: readonly PolicyTest[];
  /** Null while the text has errors: then nothing can be run. */
  report: PolicyTestReport | null;
  readOnly: boolean;
  onTests: (tests: readonly PolicyTest[]) => void;
}) {
  const { name, tests, report, readOnly, onTests } = props;
  const [open, setOpen] = useState<number | "new">();
  const own = report?.results.filter(({ asset }) => asset === name || asset === "new-policy") ?? [];
  const broken = report?.results.filter(
    (result) => !own.includes(result) && !result.passed && !result.failedBefore,
  );
  const put = (at: number, test: PolicyTest) => {
    onTests(at < tests.length ? tests.with(at, test) : [...tests, test]);
    setOpen(undefined);
  };
  return (
    <>
      {broken?.map((result) => (
        <p key={`${result.asset} ${result.name}`} className={prose.problem}>
          This breaks the test “{result.name}” of {result.asset}: it expects {result.expected}, the answer
          would be {result.actual}.
        </p>
      ))}
      {tests.length === 0 && open === undefined ? (
        <EmptyState title="No tests yet">
          A test is a request and the decision that it must get. It runs with every edit, and no change takes
          effect that fails one.
        </EmptyState>
      ) : (
        <ul className={classes.tests}>
          {tests.map((test, at) => (
            <li key={test.name}>
              {open === at ? (
                <TestForm
                  test={test}
                  taken={namesBut(tests, at)}
                  onDone={(changed) => put(at, changed)}
                  onCancel={() => setOpen(undefined)}
                />
              ) : (
                <TestLine
                  test={test}
                  result={own.find((result) => result.name === test.name)}
                  readOnly={readOnly}
                  onEdit={() => setOpen(at)}
                  onRemove={() => onTests(tests.filter((one) => one !== test))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {open === "new" ? (
        <TestForm
          taken={namesBut(tests, -1)}
          onDone={(test) => put(tests.length, test)}
          onCancel={() => setOpen(undefined)}
        />
      ) : readOnly ? null : (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setOpen("new")}
        >
          Add a test
        </Button>
      )}
    </>
  );
}

function namesBut(tests: readonly PolicyTest[], at: number): string[] {
  return tests.filter((_, other) => other !== at).map(({ name }) => name);
}

const EXPECTED = { allow: "is allowed", deny: "is denied", hold: "is held for approval" } as const;

function TestLine(props: {
  test: PolicyTest;
  result: PolicyTestResult | undefined;
  readOnly: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { test, result, readOnly } = props;
  return (
    <>
      <div className={classes.ruleHead}>
        <Mark result={result} />
        <h2>{test.name}</h2>
        {readOnly ? null : (
          <span className={classes.lineActions}>
            <button
              type="button"
              className={prose.textButton}
              onClick={props.onEdit}
              aria-label={`Edit the test ${test.name}`}
            >
              Edit
            </button>
            <button
              type="button"
              className={prose.textButton}
              onClick={props.onRemove}
              aria-label={`Remove the test ${test.name}`}
            >
              Remove
            </button>
          </span>
        )}
      </div>
      <p className={prose.note}>
        {test.principal.type} {test.principal.id}
        {test.onBehalfOf?.length ? ` for ${test.onBehalfOf.map(({ id }) => id).join(", ")}` : ""} ·{" "}
        {test.action} {test.resource.id}
        {test.arguments ? <code> {JSON.stringify(test.arguments)}</code> : null} {EXPECTED[test.expect]}
      </p>
      {result && !result.passed ? (
        <p className={prose.problem}>
          {result.actual === result.expected ? `Missing: ${result.missing.join(", ")}. ` : ""}
          {result.because}
        </p>
      ) : null}
    </>
  );
}

function Mark({ result }: { result: PolicyTestResult | undefined }) {
  if (!result) {
    return (
      <span className={classes.mark} data-tone="neutral">
        <IconCircleDashed size={14} aria-hidden /> Not run
      </span>
    );
  }
  return result.passed ? (
    <span className={classes.mark} data-tone="ok">
      <IconCircleCheck size={14} aria-hidden /> Passes
    </span>
  ) : (
    <span className={classes.mark} data-tone="failed">
      <IconCircleX size={14} aria-hidden /> Fails
    </span>
  );
}
