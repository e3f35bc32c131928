"use client";

import { Button } from "@mantine/core";
import { IconPlus, IconX } from "@/components/icons";
import { at } from "../viewers/json-access";
import type { JsonNode } from "../viewers/parse-json-source";
import { VisibleText } from "../viewers/visible-text";
import { describeSchema, type Member, type Shape } from "./describe-schema";
import type { JsonPath } from "./edit-json";
import { type FormState, fieldId, problemAt } from "./form-context";
import { ScalarField } from "./scalar-field";
import classes from "./try.module.css";

/** The fields of an object, one below the other; objects and lists in it are indented. */
export function ObjectFields(props: {
  form: FormState;
  path: JsonPath;
  members: readonly Member[];
  value: JsonNode | undefined;
}) {
  const { form, path, members, value } = props;
  return members.map((member) => (
    <MemberField
      key={member.name}
      form={form}
      path={[...path, member.name]}
      member={member}
      value={at(value, member.name)}
    />
  ));
}

function MemberField(props: {
  form: FormState;
  path: JsonPath;
  member: Member;
  value: JsonNode | undefined;
}) {
  const { form, path, member, value } = props;
  const shape = describeSchema(member.schema, form.root, path.length);
  const id = fieldId(form, path);
  const problem = problemAt(form, path);
  const notes = (
    <>
      {member.description ? (
        <p id={`${id}-hint`} className={classes.hint}>
          <VisibleText text={member.description} />
        </p>
      ) : null}
      <Hints shape={shape} initial={member.initial} />
      {problem ? (
        <p id={`${id}-problem`} className={classes.problem}>
          {problem}
        </p>
      ) : null}
    </>
  );
  const label = (
    <>
      <VisibleText text={member.name} />
      {member.required ? <span className={classes.required}> required</span> : null}
      {member.title && member.title !== member.name ? (
        <span className={classes.dim}>
          {" "}
          <VisibleText text={member.title} />
        </span>
      ) : null}
    </>
  );
  if (shape.kind === "object" || shape.kind === "list") {
    return (
      <fieldset id={id} tabIndex={-1} className={classes.group}>
        <legend className={classes.label}>{label}</legend>
        {notes}
        {shape.kind === "object" ? (
          <ObjectFields form={form} path={path} members={shape.members} value={value} />
        ) : (
          <ListItems form={form} path={path} shape={shape} value={value} />
        )}
      </fieldset>
    );
  }
  const described = [member.description ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean);
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <ScalarField
        form={form}
        path={path}
        shape={shape}
        value={value}
        required={member.required}
        describedBy={described.join(" ") || undefined}
      />
      {notes}
    </div>
  );
}

function ListItems(props: {
  form: FormState;
  path: JsonPath;
  shape: Extract<Shape, { kind: "list" }>;
  value: JsonNode | undefined;
}) {
  const { form, path, shape, value } = props;
  const items = value?.kind === "array" ? value.items : [];
  const inner = describeSchema(shape.item, form.root, path.length + 1);
  return (
    <>
      {items.map((item, index) => {
        const itemPath = [...path, index];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no identity but its place.
          <div key={index} className={classes.item}>
            <div className={classes.itemBody}>
              <label htmlFor={fieldId(form, itemPath)} className={classes.dim}>
                Item {index + 1}
              </label>
              {inner.kind === "object" ? (
                <ObjectFields form={form} path={itemPath} members={inner.members} value={item} />
              ) : (
                <ScalarField
                  form={form}
                  path={itemPath}
                  shape={inner.kind === "list" ? { kind: "json" } : inner}
                  value={item}
                  required={false}
                  describedBy={undefined}
                />
              )}
              {problemAt(form, itemPath) ? (
                <p className={classes.problem}>{problemAt(form, itemPath)}</p>
              ) : null}
            </div>
            <button
              type="button"
              className={classes.remove}
              aria-label={`Remove item ${index + 1}`}
              onClick={() => form.set(itemPath, undefined)}
            >
              <IconX size={14} aria-hidden />
            </button>
          </div>
        );
      })}
      <Button
        variant="default"
        size="xs"
        className={classes.add ?? ""}
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => form.set([...path, items.length], EMPTY[inner.kind])}
      >
        Add item
      </Button>
    </>
  );
}

/** What a new item is until it is filled in; JSON text. */
const EMPTY = {
  text: '""',
  number: "0",
  boolean: "false",
  choice: '""',
  list: "[]",
  object: "{}",
  json: "null",
} as const satisfies Record<Shape["kind"], string>;

function Hints({ shape, initial }: { shape: Shape; initial: string | undefined }) {
  const words: string[] = [];
  if (shape.kind === "text" && shape.format) words.push(`format ${shape.format}`);
  if (shape.kind === "text" && shape.pattern) words.push(`pattern ${shape.pattern}`);
  if (shape.kind === "number" && shape.minimum !== undefined) words.push(`at least ${shape.minimum}`);
  if (shape.kind === "number" && shape.maximum !== undefined) words.push(`at most ${shape.maximum}`);
  if (shape.kind === "json") words.push("as JSON");
  if (initial !== undefined) words.push(`default ${initial}`);
  return words.length === 0 ? null : (
    <p className={classes.hint}>
      <VisibleText text={words.join(" · ")} />
    </p>
  );
}
