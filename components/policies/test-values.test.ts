import { expect, test } from "vitest";
import { policyTest } from "@/lib/registry/kinds/policy";
import { NEW_TEST, testOf, valuesOf } from "./test-values";

const FULL = policyTest.parse({
  name: "a refund in the name of a person",
  principal: { type: "Agent", id: "crm" },
  onBehalfOf: [
    { type: "User", id: "ada" },
    { type: "Service", id: "batch" },
  ],
  roles: ["viewer"],
  action: "callTool",
  resource: { type: "Tool", id: "pay/refund" },
  arguments: { amount: 501, note: "x" },
  context: { labels: ["untrusted"], bound: true, pinned: true, task: "t-1" },
  expect: "hold",
  obligations: [{ kind: "approval", value: "human" }],
});

test("a test goes through the form unchanged, with the parts that the form does not show", () => {
  expect(testOf(valuesOf(FULL), [], FULL)).toEqual({ test: FULL });
});

test("what the form makes is what the registry takes", () => {
  const made = testOf({ ...NEW_TEST, name: "n", principal: "a", resource: "m", action: "useModel" }, []);
  expect("test" in made && policyTest.parse(made.test)).toMatchObject({
    resource: { type: "Model", id: "m" },
  });
});

test.each([
  [{ name: " " }, "name"],
  [{ name: "taken" }, "Another test"],
  [{ principal: "" }, "who asks"],
  [{ arguments: "[1]" }, "JSON object"],
  [{ arguments: "{" }, "JSON object"],
  [{ onBehalfOf: "ada" }, "User:ada"],
  [{ obligations: "forget: it" }, "redact: pii"],
])("%j is explained", (change, words) => {
  const made = testOf({ ...valuesOf(FULL), ...change }, ["taken"]);
  expect("problem" in made && made.problem).toContain(words);
});
