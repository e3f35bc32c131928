"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { IconDeviceDesktop, IconLogout } from "@/components/icons";
import { Ago, Instant } from "../data/time";
import { formatBrowser } from "../format/format-browser";
import classes from "./session-list.module.css";

interface Session {
  id: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** Where someone is signed in, and how to end it there. */
export function SessionList(props: {
  sessions: readonly Session[];
  end: (id: string) => Promise<void>;
  endOthers: () => Promise<void>;
}) {
  const { sessions, end, endOthers } = props;
  const [busy, start] = useTransition();
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
              <Button
                variant="default"
                size="xs"
                disabled={busy}
                onClick={() => start(() => end(session.id))}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconLogout size={14} aria-hidden />}
          onClick={() => start(endOthers)}
        >
          End all other sessions
        </Button>
      ) : null}
    </>
  );
}
