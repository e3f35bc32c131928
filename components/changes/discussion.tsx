"use client";

import { Button, type ButtonProps, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef } from "react";
import { IconCheck, IconMessage, IconPencil } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Ago } from "../data/time";
import { Outcome } from "../mutation/outcome";
import { useAction } from "../mutation/use-action";
import { GatedButton } from "../permissions/gated-button";
import { VisibleText } from "../viewers/visible-text";
import type { ChangeActions } from "./change-actions";
import classes from "./changes.module.css";

/** Verdicts and comments in the order in which they came, and a field for the next one. */
export function Discussion({ change, actions }: { change: ChangeDetail; actions: ChangeActions }) {
  const { busy, outcome, start } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const said = [
    ...change.reviews.map((review) => ({ at: review.at, key: review.id, review })),
    ...change.comments
      .filter(({ pending, review }) => !pending && review === null)
      .map((comment) => ({ at: comment.at, key: comment.id, comment })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = String(new FormData(event.currentTarget).get("body") ?? "").trim();
    if (body === "") return;
    start(async () => {
      const result = await actions.comment({ number: change.number, body });
      if (result.done) form.current?.reset();
      return result;
    });
  };
  return (
    <>
      <ol className={classes.said}>
        {said.map((one) => (
          <li key={one.key}>
            {"review" in one ? (
              <ReviewLine review={one.review}>
                {change.comments
                  .filter(({ review }) => review === one.review.id)
                  .map((comment) => (
                    <CommentLine
                      key={comment.id}
                      comment={comment}
                      busy={busy}
                      onResolve={(resolved) =>
                        start(() => actions.resolve({ number: change.number, id: comment.id, resolved }))
                      }
                    />
                  ))}
              </ReviewLine>
            ) : (
              <CommentLine
                comment={one.comment}
                busy={busy}
                onResolve={(resolved) =>
                  start(() => actions.resolve({ number: change.number, id: one.comment.id, resolved }))
                }
              />
            )}
          </li>
        ))}
      </ol>
      <form ref={form} className={classes.write} onSubmit={submit}>
        <Textarea name="body" label="Comment" rows={3} maxLength={4000} required />
        <Button type="submit" variant="default" loading={busy}>
          Comment
        </Button>
        {outcome?.done ? null : <Outcome outcome={outcome} />}
      </form>
    </>
  );
}

const VERDICTS = {
  approve: { words: "approved", icon: IconCheck, tone: "ok" },
  request_changes: { words: "asked for another form", icon: IconPencil, tone: "waiting" },
  comment: { words: "reviewed", icon: IconMessage, tone: undefined },
} as const;

function ReviewLine(props: { review: ChangeDetail["reviews"][number]; children: ReactNode }) {
  const { review, children } = props;
  const { words, icon: Icon, tone } = VERDICTS[review.verdict];
  return (
    <article>
      <p className={classes.line}>
        <Icon size={14} aria-hidden className={classes.tone} data-tone={tone} />{" "}
        <bdi>{review.reviewer.name}</bdi> {words} <Ago at={review.at} className={classes.dim} />
        {review.current ? "" : " (of an earlier revision)"}
        {review.lentBy.length > 0 ? `, also for ${review.lentBy.map(({ name }) => name).join(", ")}` : ""}
      </p>
      {review.note ? (
        <p className={classes.body}>
          <VisibleText text={review.note} />
        </p>
      ) : null}
      <div className={classes.sent}>{children}</div>
    </article>
  );
}

function CommentLine(props: {
  comment: ChangeDetail["comments"][number];
  busy: boolean;
  onResolve: (resolved: boolean) => void;
}) {
  const { comment, busy, onResolve } = props;
  const { author, body, at, line, resolvedBy, mayResolve } = comment;
  return (
    <article className={classes.comment} data-resolved={resolvedBy ? true : undefined}>
      <p className={classes.line}>
        <IconMessage size={14} aria-hidden className={classes.tone} /> <bdi>{author.name}</bdi>{" "}
        {line === null ? "" : `on line ${line} `}
        <Ago at={at} className={classes.dim} />
        {resolvedBy ? ` · dealt with, says ${resolvedBy.name}` : ""}
      </p>
      <p className={classes.body}>
        <VisibleText text={body} />
      </p>
      <ResolveButton
        own={mayResolve}
        variant="subtle"
        size="xs"
        disabled={busy}
        onClick={() => onResolve(resolvedBy === null)}
      >
        {resolvedBy ? "Open again" : "Dealt with"}
      </ResolveButton>
    </article>
  );
}

/** For who wrote the comment or the change, and for reviewers; the others read whom to ask. */
function ResolveButton({
  own,
  ...props
}: ButtonProps & { own: boolean; onClick: () => void; children: string }) {
  return own ? <Button {...props} /> : <GatedButton permission="changes:review" {...props} />;
}
