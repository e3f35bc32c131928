"use client";

import { useId, useMemo } from "react";
import { at } from "../viewers/json-access";
import { parseJsonSource } from "../viewers/parse-json-source";
import { ChatForm } from "./chat-form";
import type { Problem } from "./check-value";
import { describeSchema } from "./describe-schema";
import { editJson } from "./edit-json";
import type { FormState } from "./form-context";
import { MessageForm } from "./message-form";
import { ScalarField } from "./scalar-field";
import { ObjectFields } from "./schema-fields";
import type { TryTarget } from "./target";
import classes from "./try.module.css";

interface Props {
  target: TryTarget;
  text: string;
  raw: boolean;
  problems: readonly Problem[];
  onText: (text: string) => void;
  onRaw: (raw: boolean) => void;
}

/** What will be sent, as a form and as JSON. Both are views of one text: what is written in one is there in the other. */
export function BodyEditor({ target, text, raw, problems, onText, onRaw }: Props) {
  const id = useId();
  const value = useMemo(() => parseJsonSource(text), [text]);
  const schema = target.kind === "mcp-server" ? target.schema : "{}";
  const root = useMemo(
    () => parseJsonSource(schema) ?? { kind: "literal" as const, source: "true" },
    [schema],
  );
  const form: FormState = { root, id, problems, set: (path, source) => onText(editJson(text, path, source)) };
  const readable = value?.kind === "object";
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label="Write it as">
        {[false, true].map((each) => (
          <button
            key={String(each)}
            type="button"
            role="tab"
            id={`${id}-${each ? "json" : "form"}`}
            aria-selected={raw === each}
            aria-controls={`${id}-panel`}
            tabIndex={raw === each ? 0 : -1}
            className={classes.tab}
            onClick={() => onRaw(each)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
              onRaw(!raw);
              document.getElementById(`${id}-${raw ? "form" : "json"}`)?.focus();
            }}
          >
            {each ? "JSON" : "Form"}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${raw ? "json" : "form"}`}
        className={classes.fields}
      >
        {raw ? (
          <textarea
            className={classes.code}
            aria-label="Body as JSON"
            aria-invalid={!readable}
            spellCheck={false}
            rows={Math.min(24, Math.max(8, text.split("\n").length + 1))}
            value={text}
            onChange={(event) => onText(event.currentTarget.value)}
          />
        ) : readable ? (
          <Fields target={target} form={form} value={value} />
        ) : (
          <p className={classes.hint}>
            The JSON is not complete, so there is no form for it. Finish it as JSON.
          </p>
        )}
        {raw && !readable ? <p className={classes.problem}>This is not a JSON object yet.</p> : null}
      </div>
    </>
  );
}

function Fields({
  target,
  form,
  value,
}: {
  target: TryTarget;
  form: FormState;
  value: NonNullable<ReturnType<typeof parseJsonSource>>;
}) {
  if (target.kind === "agent") return <MessageForm form={form} value={value} />;
  if (target.kind === "model" && target.chat) return <ChatForm form={form} value={value} />;
  if (target.kind === "model") {
    return (
      <div className={classes.field}>
        <label htmlFor={`${form.id}-input`} className={classes.label}>
          Text
        </label>
        <ScalarField
          form={form}
          path={["input"]}
          shape={{ kind: "text", minLength: 1, maxLength: undefined, format: undefined, pattern: undefined }}
          value={at(value, "input")}
          required
          describedBy={undefined}
        />
      </div>
    );
  }
  const shape = describeSchema(form.root, form.root);
  if (shape.kind !== "object")
    return <p className={classes.hint}>Its schema has no form; write the arguments as JSON.</p>;
  if (shape.members.length === 0) return <p className={classes.hint}>This tool takes no arguments.</p>;
  return <ObjectFields form={form} path={[]} members={shape.members} value={value} />;
}
