"use client";

import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { Ago } from "../data/time";
import type { LineNotes } from "../diff/diff-view";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import { useLeave } from "../permissions/permissions";
import { VisibleText } from "../viewers/visible-text";
import type { ChangeActions } from "./change-actions";
import classes from "./changes.module.css";

export type LineActions = Pick<ChangeActions, "comment" | "draft" | "discard">;

/** What was said about lines of an item as it is now, and a field below the line that was picked. What is about an earlier revision stands in the discussion alone. */
export function useLineNotes(change: ChangeDetail, position: number, actions: LineActions): LineNotes {
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
          {here.map(({ id, author, body, at, resolvedBy, pending }) => (
            <div key={id} className={classes.note} data-resolved={resolvedBy ? true : undefined}>
              <bdi>{author.name}</bdi> <Ago at={at} className={classes.dim} />
              {pending ? <Pending number={change.number} id={id} discard={actions.discard} /> : null}
              <span className={classes.noteText}>
                <VisibleText text={body} />
              </span>
            </div>
          ))}
          {line === picked ? (
            <LineForm
              number={change.number}
              started={change.comments.some(({ pending }) => pending)}
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
  /** The reader has kept comments for a review already. */
  started: boolean;
  place: { position: number; line: number };
  actions: LineActions;
  onClose: () => void;
}) {
  const { number, started, place, actions, onClose } = props;
  const { busy, outcome, start } = useAction<unknown>();
  const { allowed } = useLeave("changes:review");
  const form = useRef<HTMLFormElement>(null);
  const send = (how: "comment" | "draft") => {
    const body = String(new FormData(form.current ?? undefined).get("body") ?? "").trim();
    if (body === "") return;
    start(async () => {
      const result: Attempt<unknown> = await actions[how]({ number, body, ...place });
      if (result.done) onClose();
      return result;
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(allowed ? "draft" : "comment");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send(allowed && !event.shiftKey ? "draft" : "comment");
  };
  return (
    <form ref={form} className={classes.write} onSubmit={submit} onKeyDown={onKeyDown}>
      <Textarea
        name="body"
        label={`Comment on line ${place.line}`}
        rows={2}
        maxLength={4000}
        required
        ref={focusIt}
      />
      <span className={classes.buttons}>
        {allowed ? (
          <Button type="submit" size="xs" loading={busy} title="Ctrl Enter">
            {started ? "Add to review" : "Start a review"}
          </Button>
        ) : null}
        <Button
          type={allowed ? "button" : "submit"}
          variant={allowed ? "default" : "filled"}
          size="xs"
          loading={busy}
          title="Ctrl Shift Enter"
          {...(allowed ? { onClick: () => send("comment") } : {})}
        >
          Add single comment
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          Cancel
        </Button>
      </span>
      {outcome?.done === false ? <Outcome outcome={outcome} /> : null}
    </form>
  );
}

function Pending(props: { number: number; id: string; discard: ChangeActions["discard"] }) {
  const { number, id, discard } = props;
  const { busy, outcome, start } = useAction<unknown>();
  return (
    <>
      {" "}
      <span className={classes.pending}>Pending: only you see it</span>{" "}
      <Button variant="subtle" size="xs" loading={busy} onClick={() => start(() => discard({ number, id }))}>
        Discard
      </Button>
      {outcome?.done === false ? <Outcome outcome={outcome} /> : null}
    </>
  );
}

/** Whoever picks a line wants to write. */
function focusIt(field: HTMLTextAreaElement | null): void {
  field?.focus();
}
