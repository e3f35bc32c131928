"use client";

import { useState } from "react";
import type { JsonNode } from "../viewers/parse-json-source";
import { parseJsonSource } from "../viewers/parse-json-source";
import type { Shape } from "./describe-schema";
import type { JsonPath } from "./edit-json";
import { type FormState, fieldId, problemAt } from "./form-context";
import classes from "./try.module.css";

const LONG_TEXT = 200;

interface Props {
  form: FormState;
  path: JsonPath;
  shape: Shape;
  value: JsonNode | undefined;
  required: boolean;
  describedBy: string | undefined;
}

/** The control for one value. An empty field leaves the value out. */
export function ScalarField({ form, path, shape, value, required, describedBy }: Props) {
  const common = {
    id: fieldId(form, path),
    className: classes.input,
    "aria-required": required,
    "aria-invalid": problemAt(form, path) !== undefined,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
  };
  const set = (source: string | undefined) => form.set(path, source);
  switch (shape.kind) {
    case "text": {
      const text = value?.kind === "string" ? value.value : (value?.source ?? "");
      const change = (next: string) => set(next === "" ? undefined : JSON.stringify(next));
      return shape.maxLength !== undefined && shape.maxLength <= LONG_TEXT && !text.includes("\n") ? (
        <input {...common} type="text" value={text} onChange={(event) => change(event.currentTarget.value)} />
      ) : (
        <textarea
          {...common}
          rows={Math.min(8, text.split("\n").length)}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    }
    case "boolean":
      return (
        <select
          {...common}
          value={value?.source ?? ""}
          onChange={(event) => set(event.currentTarget.value || undefined)}
        >
          <option value="">not set</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      );
    case "choice":
      return (
        <select
          {...common}
          value={value?.source ?? ""}
          onChange={(event) => set(event.currentTarget.value || undefined)}
        >
          <option value="">not set</option>
          {shape.options.map((option) => (
            <option key={option} value={option}>
              {wordOf(option)}
            </option>
          ))}
        </select>
      );
    case "number":
      return (
        <DraftField
          {...common}
          value={value?.source ?? ""}
          onValue={set}
          accepts={(text) => NUMBER.test(text)}
        />
      );
    default:
      return (
        <DraftField
          {...common}
          long
          value={value?.source ?? ""}
          onValue={set}
          accepts={(text) => parseJsonSource(text) !== undefined}
        />
      );
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

interface DraftProps {
  id: string;
  className: string | undefined;
  value: string;
  long?: boolean;
  accepts: (text: string) => boolean;
  onValue: (source: string | undefined) => void;
}

/** Holds what is typed until it is a value: `1.` on the way to `1.5` is none yet. */
function DraftField({ value, long = false, accepts, onValue, ...common }: DraftProps) {
  const [draft, setDraft] = useState<{ text: string; of: string }>();
  const text = draft?.of === value ? draft.text : value;
  const bad = text.trim() !== "" && !accepts(text.trim());
  const change = (next: string) => {
    const trimmed = next.trim();
    if (trimmed === "") onValue(undefined);
    else if (accepts(trimmed)) onValue(trimmed);
    setDraft({ text: next, of: trimmed === "" ? "" : accepts(trimmed) ? trimmed : value });
  };
  return (
    <>
      {long ? (
        <textarea
          {...common}
          data-mono
          rows={3}
          value={text}
          spellCheck={false}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          type="text"
          inputMode="decimal"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {bad ? <span className={classes.problem}>{long ? "Not JSON yet." : "Not a number yet."}</span> : null}
    </>
  );
}

/** A text without its quotes; anything else as JSON. */
function wordOf(source: string): string {
  const node = parseJsonSource(source);
  return node?.kind === "string" ? node.value : source;
}
