"use client";

import { IconApps } from "@/components/icons";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { Instant } from "../data/time";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import { GatedButton } from "../permissions/gated-button";
import classes from "./session-list.module.css";

interface ConsentedApp {
  clientId: string;
  title: string;
  givenAt: Date;
}

/** The apps that act for a person, and how to stop them. */
export function AppList(props: {
  apps: readonly ConsentedApp[];
  stop: (input: unknown) => Promise<Attempt<Receipt>>;
}) {
  const { busy, outcome, start } = useAction();
  return (
    <>
      {props.apps.length === 0 ? <p className={classes.dim}>No app acts for you.</p> : null}
      <ul className={classes.list}>
        {props.apps.map(({ clientId, title, givenAt }) => (
          <li key={clientId}>
            <IconApps size={18} aria-hidden />
            <div className={classes.text}>
              <p className={classes.agent}>
                <bdi>{title}</bdi>
              </p>
              <p className={classes.dim}>
                {clientId} · allowed <Instant at={givenAt.toISOString()} />
              </p>
            </div>
            <GatedButton
              permission="account:own"
              variant="default"
              size="xs"
              disabled={busy}
              aria-label={`Stop ${title}`}
              onClick={() => start(() => props.stop({ clientId }))}
            >
              Stop
            </GatedButton>
          </li>
        ))}
      </ul>
      <Outcome outcome={outcome} />
    </>
  );
}
