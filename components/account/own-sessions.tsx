"use client";

import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { type ListedSession, SessionList } from "./session-list";
import classes from "./session-list.module.css";

/** The browsers in which the reader is signed in. */
export function OwnSessions(props: {
  sessions: readonly ListedSession[];
  end: (input: unknown) => Promise<Attempt<Receipt>>;
  endOthers: () => Promise<Attempt<Receipt>>;
}) {
  return (
    <>
      <p className={classes.note}>
        A session ends after 30 minutes without use and after 12 hours in any case.
      </p>
      <SessionList
        sessions={props.sessions}
        permission="account:own"
        end={(sessionId) => props.end({ sessionId })}
        endAll={props.endOthers}
      />
    </>
  );
}
