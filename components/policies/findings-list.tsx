"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2 } from "@/components/icons";
import type { PolicyCheck } from "@/lib/policy/check-policy.schema";
import prose from "../data/prose.module.css";
import { formatCounted } from "../format/format-count";
import classes from "./policies.module.css";

/** What is wrong with the text and where; said aloud when it changes. */
export function FindingsList(props: {
  check: UseQueryResult<PolicyCheck>;
  current: boolean;
  /** Tests that fail because of the draft. */
  failing: number;
  text: string;
  onShow: (from: number, to?: number) => void;
}) {
  const { check, current, failing, onShow } = props;
  const findings = check.data?.findings ?? [];
  return (
    <div className={classes.findings}>
      <p className={classes.verdict} role="status" data-tone={toneOf(props)}>
        <Verdict {...props} />
      </p>
      {findings.length > 0 ? (
        <ul aria-label="Problems" data-stale={current ? undefined : true}>
          {findings.map(({ severity, path, message, line, column, from, to }) => (
            <li key={`${from} ${path} ${message}`} data-tone={severity === "error" ? "failed" : "waiting"}>
              {severity === "error" ? (
                <IconCircleX size={14} aria-label="Error" />
              ) : (
                <IconAlertTriangle size={14} aria-label="Warning" />
              )}
              <button type="button" className={prose.textButton} onClick={() => onShow(from, to)}>
                {line}:{column}
              </button>
              <span>
                <code>{path}</code> {message}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {failing > 0 ? (
        <p className={prose.problem}>
          {formatCounted(failing, "test")} would fail with this text: it cannot take effect like that.
        </p>
      ) : null}
    </div>
  );
}

type Props = Pick<Parameters<typeof FindingsList>[0], "check" | "current" | "failing" | "text">;

function toneOf({ check, current, failing }: Props): string {
  if (check.isError) return "failed";
  if (!current) return "neutral";
  const errors = check.data?.findings.some(({ severity }) => severity === "error") || failing > 0;
  return errors ? "failed" : "ok";
}

function Verdict({ check, current, text }: Props) {
  if (check.isError) {
    return (
      <>
        <IconCircleX size={14} aria-hidden /> The check could not be made: {check.error.message}
      </>
    );
  }
  if (!current) {
    return (
      <>
        <IconLoader2 size={14} aria-hidden /> Checking
      </>
    );
  }
  const errors = check.data?.findings.filter(({ severity }) => severity === "error").length ?? 0;
  const warnings = (check.data?.findings.length ?? 0) - errors;
  if (errors > 0) {
    return (
      <>
        <IconCircleX size={14} aria-hidden /> {formatCounted(errors, "error")}
        {warnings > 0 ? `, ${formatCounted(warnings, "warning")}` : ""}
      </>
    );
  }
  return (
    <>
      <IconCircleCheck size={14} aria-hidden /> Valid
      {warnings > 0 ? `, ${formatCounted(warnings, "warning")}` : ""} ·{" "}
      {formatCounted(check.data?.policies.length ?? 0, "rule")} in{" "}
      {formatCounted(text.split("\n").length, "line")}
    </>
  );
}
