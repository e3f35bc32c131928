"use client";

import { Button } from "@mantine/core";
import { useState, useTransition } from "react";
import classes from "./consent.module.css";

/** Yes or no. The browser leaves for the app by a full load, which also reaches apps that have a scheme of their own. */
export function ConsentButtons(props: {
  answer: (allowed: boolean) => Promise<{ location: string } | { problem: string }>;
}) {
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();
  const say = (allowed: boolean) =>
    start(async () => {
      const result = await props
        .answer(allowed)
        .catch(() => ({ problem: "That did not work. Start again from the app." }));
      if ("location" in result) window.location.assign(result.location);
      else setProblem(result.problem);
    });
  return (
    <>
      <div role="alert">{problem ? <p className={classes.problem}>{problem}</p> : null}</div>
      <div className={classes.buttons}>
        <Button onClick={() => say(true)} loading={busy}>
          Allow
        </Button>
        <Button variant="default" onClick={() => say(false)} disabled={busy}>
          Do not allow
        </Button>
      </div>
    </>
  );
}
