"use client";

import { Button } from "@mantine/core";
import { IconEye } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import type { ChangeActions } from "./change-actions";
import classes from "./changes.module.css";

/** Whose inbox tells what happens to a change, and whether the reader's does. */
export function Watchers(props: { change: ChangeDetail; watch: ChangeActions["watch"] }) {
  const { change, watch } = props;
  const { number, watchers, mine } = change;
  const { busy, outcome, start } = useAction<unknown>();
  return (
    <div className={classes.watchers}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={14} aria-hidden />}
        aria-pressed={mine.watching}
        loading={busy}
        onClick={() => start(() => watch({ number, watching: !mine.watching }))}
      >
        {mine.watching ? "Watching" : "Watch"}
      </Button>
      <p className={classes.dim}>
        {watchers.length === 0
          ? "Nobody watches it."
          : `In the inbox of ${watchers.map(({ name }) => name).join(", ")}.`}
      </p>
      {outcome?.done === false ? <Outcome outcome={outcome} /> : null}
    </div>
  );
}
