"use client";

import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Ago } from "../data/time";
import type { LineNotes } from "../diff/diff-view";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import { VisibleText } from "../viewers/visible-text";
import type { ChangeActions } from "./change-actions";
import classes from "./changes.module.css";

/** What was said about lines of an item as it is now, and a field below the line that was picked. What is about an earlier revision stands in the discussion alone. */
export function useLineNotes(
  change: ChangeDetail,
  position: number,
  actions: Pick<ChangeActions, "comment">,
): LineNotes {
  const [picked, setPicked] = useState<number>();
  const said = change.comments.filter(
    (comment) => comment.position === position && comment.revision === change.revision,
  );
  return {
    onPick: (line) => setPicked(line === picked ? undefined : line),
    under: (line) => {
      const here = said.filter((comment) => comment.line === line);
      if (here.length === 0 && line !== picked) return null;
      return (
        <>
          {here.map(({ id, author, body, at, resolvedBy }) => (
            <p key={id} className={classes.note} data-resolved={resolvedBy ? true : undefined}>
              <bdi>{author.name}</bdi> <Ago at={at} className={classes.dim} />
              <span className={classes.noteText}>
                <VisibleText text={body} />
              </span>
            </p>
          ))}
          {line === picked ? (
            <LineForm
              number={change.number}
              place={{ position, line }}
              actions={actions}
              onClose={() => setPicked(undefined)}
            />
          ) : null}
        </>
      );
    },
  };
}

function LineForm(props: {
  number: number;
  place: { position: number; line: number };
  actions: Pick<ChangeActions, "comment">;
  onClose: () => void;
}) {
  const { number, place, actions, onClose } = props;
  const { busy, outcome, start } = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = String(new FormData(event.currentTarget).get("body") ?? "").trim();
    if (body === "") return;
    start(async () => {
      const result = await actions.comment({ number, body, ...place });
      if (result.done) onClose();
      return result;
    });
  };
  return (
    <form className={classes.write} onSubmit={submit}>
      <Textarea
        name="body"
        label={`Comment on line ${place.line}`}
        rows={2}
        maxLength={4000}
        required
        ref={focusIt}
      />
      <span className={classes.buttons}>
        <Button type="submit" size="xs" loading={busy}>
          Comment
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          Cancel
        </Button>
      </span>
      {outcome?.done ? null : <Outcome outcome={outcome} />}
    </form>
  );
}

/** Whoever picks a line wants to write. */
function focusIt(field: HTMLTextAreaElement | null): void {
  field?.focus();
}
