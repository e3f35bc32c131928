"use client";

import type { Replay } from "@/lib/policy/replay/replay.schema";
import { Ago, Instant } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./policies.module.css";

/** How far a replay is, and what it looked at. */
export function ReplayProgress({ replay, stale }: { replay: Replay; stale: boolean }) {
  const { status, looked, total, result, error } = replay;
  if (status === "running") {
    return (
      <div className={classes.progress}>
        <progress aria-label="Decisions looked at" max={Math.max(total, 1)} value={looked} />
        <p>
          {formatCount(looked)} of {formatCounted(total, "decision")}
        </p>
      </div>
    );
  }
  return (
    <p className={classes.note} role="status">
      {status === "failed" ? <span className={classes.problem}>The replay failed: {error} </span> : null}
      {status === "cancelled"
        ? `Stopped after ${formatCount(looked)} of ${formatCounted(total, "decision")}. `
        : ""}
      {status === "done" && result ? <Looked result={result} looked={looked} /> : null}
      Begun <Ago at={replay.startedAt} />.
      {stale ? (
        <strong>
          {" "}
          The draft was edited since; replay it again to see the effect of what stands there now.
        </strong>
      ) : null}
    </p>
  );
}

function Looked({ result, looked }: { result: NonNullable<Replay["result"]>; looked: number }) {
  if (!result.oldest || !result.newest) return <>No decision of that time is on record. </>;
  return (
    <>
      {formatCounted(looked, "decision")} from <Instant at={result.oldest} /> to{" "}
      <Instant at={result.newest} />.{" "}
    </>
  );
}
