"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { CallDetail } from "@/lib/records/call.schema";
import { CallStages } from "../calls/call-stages";
import { CallStatusBadge } from "../calls/call-status";
import { CallVerdict } from "../calls/call-verdict";
import { CopyId } from "../data/copy-id";
import { fetchJson } from "../data/fetch-json";
import { formatDuration } from "../format/format-duration";
import { PayloadView } from "../viewers/payload-view";
import classes from "./try.module.css";
import type { Attempt } from "./use-try";

const MS_US = 1000;
const LOOK_EVERY_MS = 400;
const AT_ONCE_MS = 5;

/** What came of the call: its answer as it comes, then what the mesh has on record about it. */
export function Answer({ attempt }: { attempt: Attempt }) {
  const over = attempt.endedMs !== undefined;
  const record = useRecord(attempt.callId, over);
  const call = record.data;
  return (
    <section className={classes.answer} aria-label="Answer" aria-busy={!over}>
      <header className={classes.answerHead}>
        <span role="status" className={classes.answerState}>
          {call && over ? (
            <CallStatusBadge status={call.status} strong />
          ) : (
            <strong>{STATE[attempt.state]}</strong>
          )}
        </span>
        <span className={classes.dim}>{timesOf(attempt)}</span>
        {attempt.callId ? (
          <Link className={classes.open} href={`/calls/${attempt.callId}`}>
            Open call
          </Link>
        ) : null}
      </header>
      {attempt.error ? (
        <div className={classes.error} role="alert">
          <p>{attempt.error.message}</p>
          {attempt.error.remedy ? <p>{attempt.error.remedy}</p> : null}
          {attempt.error.requestId ? (
            <p className={classes.dim}>
              No call was made. Request <CopyId id={attempt.error.requestId} what="request id" full />
            </p>
          ) : null}
        </div>
      ) : null}
      {call && call.decision !== "allow" ? <CallVerdict call={call} /> : null}
      {attempt.text === "" ? null : (
        <PayloadView message label={over ? "Answer" : "Answer so far"} text={attempt.text} />
      )}
      {attempt.cut ? <p className={classes.hint}>More came than is shown here.</p> : null}
      {call && over ? <CallStages call={call} /> : null}
      {record.isError ? (
        <p className={classes.hint}>The record of this call could not be read: {record.error.message}</p>
      ) : null}
    </section>
  );
}

const STATE = {
  sending: "Sending",
  answering: "Answering",
  ended: "Answered",
  broken: "The connection broke",
  cancelled: "Cancelled",
  refused: "Not sent",
} as const satisfies Record<Attempt["state"], string>;

/** The call on record, once it is over; a cancelled one needs a moment until its outcome is there. */
function useRecord(callId: string | null, over: boolean) {
  return useQuery({
    queryKey: ["call", callId, "tried"],
    queryFn: ({ signal }) => fetchJson<CallDetail>(`/api/console/calls/${callId}`, signal),
    enabled: callId !== null && over,
    refetchInterval: (query) => (query.state.data?.status === "admitted" ? LOOK_EVERY_MS : false),
  });
}

/** A whole answer has its first byte and its last at once; then one time says it. */
function timesOf({ startedMs, firstMs, endedMs }: Attempt): string {
  const words = (ms: number) => formatDuration(Math.round((ms - startedMs) * MS_US));
  const whole = endedMs === undefined ? undefined : `${words(endedMs)} here`;
  const atOnce = firstMs === undefined || (endedMs !== undefined && endedMs - firstMs < AT_ONCE_MS);
  return [atOnce ? undefined : `first byte ${words(firstMs)}`, whole].filter(Boolean).join(" · ");
}
