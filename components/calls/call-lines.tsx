import Link from "next/link";
import type { CallSummary } from "@/lib/records/call.schema";
import { Ago } from "../data/time";
import classes from "./call-lines.module.css";
import { CallStatusBadge } from "./call-status";

/** A few calls in a few words each. */
export function CallLines({ calls }: { calls: readonly CallSummary[] }) {
  return (
    <ul className={classes.lines}>
      {calls.map((call) => (
        <li key={call.id}>
          <CallStatusBadge status={call.status} />
          <Link href={`/calls/${call.id}`} prefetch={false} className={classes.link}>
            {call.calleeName}
            <span className={classes.dim}> · {call.operation ?? call.method}</span>
          </Link>
          <Ago at={call.startedAt} className={classes.dim} />
          <span className={classes.by}>
            by {call.callerId}
            {call.errorCode ? <code className={classes.code}>{call.errorCode}</code> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
