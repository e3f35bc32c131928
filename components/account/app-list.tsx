"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { IconApps } from "@/components/icons";
import { Instant } from "../data/time";
import classes from "./session-list.module.css";

interface ConsentedApp {
  clientId: string;
  title: string;
  givenAt: string;
}

/** The apps that act for a person, and how to stop them. */
export function AppList(props: { apps: readonly ConsentedApp[]; stop: (clientId: string) => Promise<void> }) {
  const [busy, start] = useTransition();
  if (props.apps.length === 0) return <p className={classes.dim}>No app acts for you.</p>;
  return (
    <ul className={classes.list}>
      {props.apps.map(({ clientId, title, givenAt }) => (
        <li key={clientId}>
          <IconApps size={18} aria-hidden />
          <div className={classes.text}>
            <p className={classes.agent}>
              <bdi>{title}</bdi>
            </p>
            <p className={classes.dim}>
              {clientId} · allowed <Instant at={givenAt} />
            </p>
          </div>
          <Button
            variant="default"
            size="xs"
            disabled={busy}
            aria-label={`Stop ${title}`}
            onClick={() => start(() => props.stop(clientId))}
          >
            Stop
          </Button>
        </li>
      ))}
    </ul>
  );
}
