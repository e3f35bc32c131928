"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PolicyTest } from "@/lib/registry/kinds/policy";
import prose from "../data/prose.module.css";
import { SelectBox } from "../data/select-box";
import classes from "./policies.module.css";
import { NEW_TEST, resourceTypeOf, type TestValues, testOf, valuesOf } from "./test-values";

const PRINCIPALS = (["Agent", "Service", "User"] as const).map((value) => ({ value, label: value }));
const ACTIONS = [
  { value: "callTool", label: "use a tool" },
  { value: "invokeAgent", label: "call an agent" },
  { value: "useModel", label: "use a model" },
  { value: "readResource", label: "read a resource of a server" },
  { value: "getPrompt", label: "get a prompt of a server" },
  { value: "discover", label: "see an agent" },
] as const;
const LABELS = [
  { value: "", label: "none" },
  { value: "untrusted", label: "untrusted" },
  { value: "sensitive", label: "sensitive" },
  { value: "untrusted sensitive", label: "both" },
] as const;
const EXPECTED = [
  { value: "allow", label: "allowed" },
  { value: "deny", label: "denied" },
  { value: "hold", label: "held for approval" },
] as const;
const EXAMPLES = {
  Agent: "crm-specialist",
  McpServer: "crm-tools",
  Tool: "crm-tools/update",
  Model: "chat",
} as const;

/** One test as a form. */
export function TestForm(props: {
  test?: PolicyTest;
  /** Names of the other tests. */
  taken: readonly string[];
  onDone: (test: PolicyTest) => void;
  onCancel: () => void;
}) {
  const { test, taken, onDone, onCancel } = props;
  const [values, setValues] = useState<TestValues>(test ? valuesOf(test) : NEW_TEST);
  const [problem, setProblem] = useState("");
  const set = (part: Partial<TestValues>) => setValues((before) => ({ ...before, ...part }));
  const finish = () => {
    const made = testOf(values, taken, test);
    if ("problem" in made) setProblem(made.problem);
    else onDone(made.test);
  };
  return (
    <fieldset className={classes.testForm}>
      <legend>{test ? `Test ${test.name}` : "New test"}</legend>
      <TextInput
        label="Name"
        description="What it holds the policy to"
        value={values.name}
        maxLength={200}
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <SelectBox
          label="Who"
          value={values.principalType}
          options={PRINCIPALS}
          onChange={(principalType) => set({ principalType })}
        />
        <TextInput
          aria-label="Name of who asks"
          placeholder="planner"
          value={values.principal}
          spellCheck={false}
          onChange={(event) => set({ principal: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label="On behalf of"
        description="The first one first, such as User:ada"
        value={values.onBehalfOf}
        spellCheck={false}
        onChange={(event) => set({ onBehalfOf: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <SelectBox
          label="Wants to"
          value={values.action}
          options={ACTIONS}
          onChange={(action) => set({ action })}
        />
        <TextInput
          aria-label="Name of what is asked for"
          placeholder={EXAMPLES[resourceTypeOf(values.action)]}
          value={values.resource}
          spellCheck={false}
          onChange={(event) => set({ resource: event.currentTarget.value })}
        />
      </div>
      {values.action === "callTool" ? (
        <Textarea
          label="Arguments"
          description="JSON, as a caller sends them"
          rows={3}
          value={values.arguments}
          spellCheck={false}
          onChange={(event) => set({ arguments: event.currentTarget.value })}
        />
      ) : null}
      <div className={classes.pair}>
        <SelectBox
          label="Task has met"
          value={values.labels as (typeof LABELS)[number]["value"]}
          options={LABELS}
          onChange={(labels) => set({ labels })}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={values.bound}
            onChange={(event) => set({ bound: event.currentTarget.checked })}
          />{" "}
          Bound badge
        </label>
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={values.pinned}
            onChange={(event) => set({ pinned: event.currentTarget.checked })}
          />{" "}
          Granted to the letter
        </label>
      </div>
      <SelectBox
        label="Must be"
        value={values.expect}
        options={EXPECTED}
        onChange={(expect) => set({ expect })}
      />
      <Textarea
        label="With obligations"
        description="One a line, such as redact: pii"
        rows={2}
        value={values.obligations}
        spellCheck={false}
        onChange={(event) => set({ obligations: event.currentTarget.value })}
      />
      <p role="alert" className={prose.problem}>
        {problem}
      </p>
      <div className={classes.buttons}>
        <Button onClick={finish}>{test ? "Keep" : "Add"}</Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </fieldset>
  );
}
