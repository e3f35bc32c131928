"use client";

import { Button } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import { IconPlayerStop, IconSend } from "@/components/icons";
import type { TryInput } from "@/lib/protocols/try/try.schema";
import { Ago } from "../data/time";
import { GatedButton } from "../permissions/gated-button";
import { parseJsonSource } from "../viewers/parse-json-source";
import { VisibleText } from "../viewers/visible-text";
import { Answer } from "./answer";
import { BodyEditor } from "./body-editor";
import { checkValue } from "./check-value";
import { editJson } from "./edit-json";
import { newMessageId } from "./new-message-id";
import type { TryTarget } from "./target";
import classes from "./try.module.css";
import { useDraft } from "./use-draft";
import { useTry } from "./use-try";

/** One callee: what to say to it, and what it said. */
export function Workbench(props: {
  target: TryTarget;
  body: string;
  draft: { person: string; target: string } | undefined;
}) {
  const { target, body } = props;
  const { text, leftAt, type, settle } = useDraft(body, props.draft);
  const [raw, setRaw] = useState(false);
  const [stream, setStream] = useState(target.kind === "agent" && target.streaming);
  const [checked, setChecked] = useState(false);
  const { attempt, send, cancel } = useTry();
  const form = useRef<HTMLFormElement>(null);
  const value = parseJsonSource(text);
  const schema = target.kind === "mcp-server" ? parseJsonSource(target.schema) : undefined;
  const problems = schema && value ? checkValue(schema, value) : [];
  const running = attempt !== undefined && attempt.endedMs === undefined;
  const readable = value?.kind === "object";

  /** The first time, what looks wrong is shown instead; who sends again means it. */
  function submit(): void {
    if (!readable || running) return;
    if (problems.length > 0 && !checked) {
      setChecked(true);
      return;
    }
    void send(inputOf(target, text, stream));
    // A message is sent once; the next one is another.
    const isMessage = target.kind === "agent";
    settle(isMessage ? editJson(text, ["message", "messageId"], JSON.stringify(newMessageId())) : text);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <div className={classes.workbench}>
      <form
        ref={form}
        className={classes.form}
        aria-label={`Call ${target.title}`}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <About target={target} />
        {leftAt ? (
          <p className={classes.draft}>
            You left this here <Ago at={leftAt} /> and did not send it.
            <Button variant="default" size="xs" onClick={() => settle(body)}>
              Begin anew
            </Button>
          </p>
        ) : null}
        <BodyEditor
          target={target}
          text={text}
          raw={raw}
          problems={checked ? problems : []}
          onText={type}
          onRaw={setRaw}
        />
        {target.kind === "agent" && target.streaming ? (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={stream}
              onChange={(event) => setStream(event.currentTarget.checked)}
            />
            Stream the answer
          </label>
        ) : null}
        {checked && problems.length > 0 ? (
          <p className={classes.problem} role="alert">
            {problems.length === 1 ? "One value does" : `${problems.length} values do`} not fit the schema:{" "}
            <VisibleText
              text={problems
                .map(({ path, message }) => `${path.join("/") || "the body"}: ${message}`)
                .join(" ")}
            />{" "}
            You can send it all the same.
          </p>
        ) : null}
        <div className={classes.send}>
          <GatedButton
            permission="calls:make"
            type="submit"
            size="xs"
            disabled={!readable || running}
            leftSection={<IconSend size={14} aria-hidden />}
          >
            {checked && problems.length > 0 ? "Send anyway" : "Send"}
          </GatedButton>
          {running ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={cancel}
            >
              Cancel
            </Button>
          ) : null}
          <span className={classes.dim}>
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        </div>
      </form>
      {attempt ? (
        <Answer key={attempt.startedMs} attempt={attempt} />
      ) : (
        <section className={classes.answer} aria-label="Answer">
          <p className={classes.hint}>
            A try is a call like any other: made in your name, ruled by policy, recorded and paid for. What
            comes back appears here.
          </p>
        </section>
      )}
    </div>
  );
}

function About({ target }: { target: TryTarget }) {
  const description = target.kind === "mcp-server" ? target.description : "";
  const skills = target.kind === "agent" ? target.skills : [];
  return (
    <>
      {description ? (
        <p className={classes.about}>
          <VisibleText text={description} />
        </p>
      ) : null}
      {skills.length > 0 ? (
        <ul className={classes.about}>
          {skills.map((skill) => (
            <li key={skill.name}>
              <strong>
                <VisibleText text={skill.name} />
              </strong>{" "}
              <VisibleText text={skill.description} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function inputOf(target: TryTarget, body: string, stream: boolean): TryInput {
  const { kind, name } = target;
  switch (kind) {
    case "agent":
      return { kind, name, stream, body };
    case "mcp-server":
      return { kind, name, tool: target.tool, body };
    case "model":
      return { kind, name, body };
    default:
      return kind satisfies never;
  }
}
