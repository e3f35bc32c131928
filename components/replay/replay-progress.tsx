"use client";

import type { ReactNode } from "react";
import prose from "../data/prose.module.css";
import { Ago, Instant } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./replay.module.css";
import type { AnyReplay } from "./use-replay";

interface Props {
  replay: AnyReplay;
  /** What one of them is called. */
  noun: string;
  children?: ReactNode;
}

/** How far a replay is, and what it looked at. */
export function ReplayProgress({ replay, noun, children }: Props) {
  const { status, looked, total, result, error } = replay;
  if (status === "running") {
    return (
      <div className={classes.progress}>
        <progress aria-label="Looked at" max={Math.max(total, 1)} value={looked} />
        <p>
          {replay.waiting
            ? "Waits until others have ended."
            : `${formatCount(looked)} of ${formatCounted(total, noun)}`}
        </p>
      </div>
    );
  }
  return (
    <p className={prose.note} role="status">
      {status === "failed" ? <span className={prose.problem}>The replay failed: {error} </span> : null}
      {status === "cancelled"
        ? `Stopped after ${formatCount(looked)} of ${formatCounted(total, noun)}. `
        : ""}
      {status === "done" && result ? (
        <Looked {...result} looked={formatCounted(looked, noun)} noun={noun} />
      ) : null}
      Begun <Ago at={replay.startedAt} />.{children}
    </p>
  );
}

interface LookedProps {
  oldest: string | null;
  newest: string | null;
  looked: string;
  noun: string;
}

function Looked({ oldest, newest, looked, noun }: LookedProps) {
  if (!oldest || !newest) return <>No {noun} of that time is on record. </>;
  return (
    <>
      {looked} from <Instant at={oldest} /> to <Instant at={newest} />.{" "}
    </>
  );
}
