"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@/components/icons";
import { CopyId } from "../data/copy-id";
import { FetchError } from "../data/fetch-json";
import classes from "./states.module.css";

/** A region that could not be loaded: what happened, again, and the id under which the log has it. */
export function ErrorState({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const known = error instanceof FetchError;
  const requestId = known ? error.requestId : error.digest;
  return (
    <div className={classes.empty} role="alert">
      <span className={classes.icon} data-tone="failed">
        <IconAlertTriangle size={20} aria-hidden />
      </span>
      <p className={classes.title}>This could not be loaded</p>
      <p className={classes.text}>{known ? error.message : "The console failed to draw this part."}</p>
      <Button variant="default" size="xs" leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
        Try again
      </Button>
      {requestId ? (
        <p className={classes.text}>
          Request <CopyId id={requestId} what="request id" full />
        </p>
      ) : null}
    </div>
  );
}
