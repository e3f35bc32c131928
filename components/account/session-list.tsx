"use client";

import { IconDeviceDesktop, IconLogout } from "@/components/icons";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { Permission } from "@/lib/identity/roles";
import { Ago, Instant } from "../data/time";
import { formatBrowser } from "../format/format-browser";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import { GatedButton } from "../permissions/gated-button";
import classes from "./session-list.module.css";

export interface ListedSession {
  id: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
  /** Whether it is the one that reads this. */
  current: boolean;
}

/** Where someone is signed in, and how to end it there. */
export function SessionList(props: {
  sessions: readonly ListedSession[];
  permission: Permission;
  end: (id: string) => Promise<Attempt<Receipt>>;
  /** Ends all, but for the one that reads this. */
  endAll: () => Promise<Attempt<Receipt>>;
}) {
  const { sessions, permission, end, endAll } = props;
  const { busy, outcome, start } = useAction();
  const hasCurrent = sessions.some(({ current }) => current);
  return (
    <>
      <ul className={classes.list}>
        {sessions.map((session) => (
          <li key={session.id}>
            <IconDeviceDesktop size={18} aria-hidden />
            <div className={classes.text}>
              <p className={classes.agent}>
                <span title={session.userAgent}>{formatBrowser(session.userAgent)}</span>
                {session.current ? <strong> · this browser</strong> : null}
              </p>
              <p className={classes.dim}>
                signed in <Instant at={session.createdAt} /> · last used <Ago at={session.lastSeenAt} />
              </p>
            </div>
            {session.current ? null : (
              <GatedButton
                permission={permission}
                variant="default"
                size="xs"
                disabled={busy}
                onClick={() => start(() => end(session.id))}
              >
                End
              </GatedButton>
            )}
          </li>
        ))}
      </ul>
      <Outcome outcome={outcome} />
      {sessions.length > (hasCurrent ? 1 : 0) ? (
        <GatedButton
          permission={permission}
          variant="default"
          disabled={busy}
          leftSection={<IconLogout size={14} aria-hidden />}
          onClick={() => start(endAll)}
        >
          {hasCurrent ? "End all other sessions" : "End all sessions"}
        </GatedButton>
      ) : null}
    </>
  );
}
