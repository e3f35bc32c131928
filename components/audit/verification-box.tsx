"use client";

import { ActionIcon } from "@mantine/core";
import Link from "next/link";
import { IconAlertTriangle, IconCheck, IconShieldCheck, IconX } from "@/components/icons";
import { Instant } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./audit.module.css";
import { CommandLine } from "./command-line";
import type { FinishedVerification, useVerification } from "./use-verification";

const MOST_BAD = 20;

/** What the check in this browser found: first of all whether, then what was checked, then where it is wrong. */
export function VerificationBox({
  verification: { run, progress },
  onClose,
}: {
  verification: ReturnType<typeof useVerification>;
  onClose: () => void;
}) {
  if (run.isIdle) return null;
  const found = run.data;
  const ok = found !== undefined && isGood(found);
  const Icon = ok ? IconShieldCheck : IconAlertTriangle;
  return (
    <section
      className={classes.box}
      data-tone={run.isPending ? undefined : ok ? "ok" : "bad"}
      aria-label="Verification"
    >
      <div className={classes.boxHead}>
        {run.isPending ? null : <Icon size={16} aria-hidden />}
        <h2 aria-live="polite">
          {run.isPending
            ? `Checking ${formatCount(progress.done)} of ${formatCounted(progress.of, "entry", "entries")}`
            : found
              ? headline(found)
              : "The check could not be made"}
        </h2>
        <ActionIcon aria-label="Close the verification" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      {run.error ? <p>{run.error.message}</p> : null}
      {found ? <Found found={found} /> : null}
    </section>
  );
}

function isGood(found: FinishedVerification): boolean {
  return found.bad.length === 0 && found.checks.every((check) => check.ok);
}

function headline(found: FinishedVerification): string {
  if (isGood(found))
    return `${formatCounted(found.good, "entry", "entries")} verified in this browser, under the signed tree of ${formatCount(found.size)}`;
  const [first] = found.bad;
  if (!first) return "The log does not verify";
  const where = first.index === null ? "beside the tree" : `at #${formatCount(first.index)}`;
  return found.bad.length === 1
    ? `1 entry does not verify: ${where}`
    : `${formatCount(found.bad.length)} entries do not verify, the first ${where}`;
}

function Found({ found }: { found: FinishedVerification }) {
  const { bad, checks, known } = found;
  return (
    <>
      <ul className={classes.checks}>
        {bad.slice(0, MOST_BAD).map(({ id, index, reason }) => (
          <li key={`${index} ${id}`} data-ok="false">
            <IconX size={14} aria-label="Wrong" />
            <span>
              {id ? (
                <Link href={`/audit/${id}`}>{index === null ? id : `#${formatCount(index)}`}</Link>
              ) : (
                `#${formatCount(index)}`
              )}
              : {reason}
            </span>
          </li>
        ))}
        {bad.length > MOST_BAD ? (
          <li data-ok="false">
            <IconX size={14} aria-hidden /> and {formatCount(bad.length - MOST_BAD)} more
          </li>
        ) : null}
        {checks.map(({ ok, what }) => (
          <li key={what} data-ok={ok}>
            {ok ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-label="Wrong" />}
            <span>{what}</span>
          </li>
        ))}
        {found.unbroken && bad.length === 0 ? (
          <li>
            <IconCheck size={14} aria-hidden />
            <span>Between the first and the last of them no entry is missing</span>
          </li>
        ) : null}
      </ul>
      <p className={classes.dim}>
        {known ? (
          <>
            Compared with the checkpoint that this browser kept at <Instant at={known.at} />.
          </>
        ) : (
          "This browser had kept no checkpoint of the log; it keeps this one, and holds the log to it from now on."
        )}{" "}
        {found.unbroken
          ? null
          : "A filtered list may leave entries out; that none is missing is checked without filters."}{" "}
        The whole log, from anywhere:
      </p>
      <CommandLine command={verifyCommand()} what="the command" />
    </>
  );
}

function verifyCommand(): string {
  return `npx signalbox verify --url ${window.location.origin} --token "$TOKEN"`;
}
