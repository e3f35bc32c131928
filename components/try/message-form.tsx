"use client";

import { at, itemsAt, textAt } from "../viewers/json-access";
import type { JsonNode } from "../viewers/parse-json-source";
import type { FormState } from "./form-context";
import { fieldId } from "./form-context";
import { ScalarField } from "./scalar-field";
import classes from "./try.module.css";

const PARTS = ["message", "parts"] as const;

/** A message to an agent: a text, and data for agents that take it. */
export function MessageForm({ form, value }: { form: FormState; value: JsonNode }) {
  const parts = itemsAt(value, ...PARTS);
  const textIndex = parts.findIndex((part) => textAt(part, "text") !== undefined);
  const dataIndex = parts.findIndex((part) => at(part, "data") !== undefined);
  const textPath = [...PARTS, textIndex === -1 ? parts.length : textIndex, "text"];
  const dataPath = [...PARTS, dataIndex === -1 ? parts.length : dataIndex];
  const setData = (source: string | undefined) =>
    form.set(
      source === undefined && dataIndex === -1 ? [...PARTS, parts.length] : dataPath,
      source && `{"data":${source}}`,
    );
  return (
    <>
      <div className={classes.field}>
        <label htmlFor={fieldId(form, ["text"])} className={classes.label}>
          Message
        </label>
        <textarea
          id={fieldId(form, ["text"])}
          className={classes.input}
          rows={4}
          value={textAt(parts[textIndex], "text") ?? ""}
          onChange={(event) => form.set(textPath, JSON.stringify(event.currentTarget.value))}
        />
      </div>
      <details className={classes.more} open={dataIndex !== -1 || undefined}>
        <summary>Data and conversation</summary>
        <div className={classes.fields}>
          <div className={classes.field}>
            <label htmlFor={fieldId(form, ["data"])} className={classes.label}>
              Data <span className={classes.dim}>as JSON</span>
            </label>
            <ScalarField
              form={{ ...form, set: (_path, source) => setData(source) }}
              path={["data"]}
              shape={{ kind: "json" }}
              value={at(parts[dataIndex], "data")}
              required={false}
              describedBy={undefined}
            />
          </div>
          {(["contextId", "taskId"] as const).map((name) => (
            <div key={name} className={classes.field}>
              <label htmlFor={fieldId(form, ["message", name])} className={classes.label}>
                {name === "contextId" ? "Context" : "Task"}{" "}
                <span className={classes.dim}>to go on with one that is open</span>
              </label>
              <ScalarField
                form={form}
                path={["message", name]}
                shape={{ kind: "text", minLength: 1, maxLength: 200, format: undefined, pattern: undefined }}
                value={at(value, "message", name)}
                required={false}
                describedBy={undefined}
              />
            </div>
          ))}
        </div>
      </details>
    </>
  );
}
