"use client";

import { Button } from "@mantine/core";
import { IconPlus, IconX } from "@/components/icons";
import { at, isTrue, itemsAt, textAt } from "../viewers/json-access";
import type { JsonNode } from "../viewers/parse-json-source";
import { type FormState, fieldId } from "./form-context";
import { ScalarField } from "./scalar-field";
import classes from "./try.module.css";

const ROLES = ["system", "user", "assistant"];

/** A conversation with a model, and the settings that policies may bound. */
export function ChatForm({ form, value }: { form: FormState; value: JsonNode }) {
  const turns = itemsAt(value, "messages");
  return (
    <>
      {turns.map((turn, index) => {
        const role = textAt(turn, "role") ?? "user";
        const content = at(turn, "content");
        const id = fieldId(form, ["messages", index]);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn has no identity but its place.
          <div key={index} className={classes.field}>
            <div className={classes.turnHead}>
              <label htmlFor={id} className={classes.label}>
                {role === "user" ? "Message" : role === "system" ? "Instructions" : "Answer before"}
              </label>
              <select
                className={classes.role}
                aria-label={`Who says message ${index + 1}`}
                value={role}
                onChange={(event) =>
                  form.set(["messages", index, "role"], JSON.stringify(event.currentTarget.value))
                }
              >
                {[...new Set([...ROLES, role])].map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
              <button
                type="button"
                className={classes.remove}
                aria-label={`Remove message ${index + 1}`}
                disabled={turns.length === 1}
                onClick={() => form.set(["messages", index], undefined)}
              >
                <IconX size={14} aria-hidden />
              </button>
            </div>
            {content === undefined || content.kind === "string" ? (
              <textarea
                id={id}
                className={classes.input}
                rows={role === "system" ? 2 : 4}
                value={content?.value ?? ""}
                onChange={(event) =>
                  form.set(["messages", index, "content"], JSON.stringify(event.currentTarget.value))
                }
              />
            ) : (
              <p className={classes.hint}>This message has parts of its own; edit it as JSON.</p>
            )}
          </div>
        );
      })}
      <div className={classes.row}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => form.set(["messages", turns.length], '{"role":"user","content":""}')}
        >
          Add message
        </Button>
        {turns.some((turn) => textAt(turn, "role") === "system") ? null : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() =>
              form.set(
                ["messages"],
                `[${['{"role":"system","content":""}', ...turns.map(({ source }) => source)].join(",")}]`,
              )
            }
          >
            Add instructions
          </Button>
        )}
      </div>
      <div className={classes.row}>
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={isTrue(value, "stream")}
            onChange={(event) => form.set(["stream"], String(event.currentTarget.checked))}
          />
          Stream the answer
        </label>
        <div className={classes.short}>
          <label htmlFor={fieldId(form, ["max_tokens"])} className={classes.label}>
            Tokens at most
          </label>
          <ScalarField
            form={form}
            path={["max_tokens"]}
            shape={{ kind: "number", whole: true, minimum: 1, maximum: undefined }}
            value={at(value, "max_tokens")}
            required={false}
            describedBy={undefined}
          />
        </div>
      </div>
    </>
  );
}
