import { expect, test } from "vitest";
import type { Decision } from "./decision";
import { explainDecision } from "./explain-decision";

const question = {
  principal: { type: "Agent", id: "tracker" },
  action: "callTool",
  resource: { type: "Tool", id: "crm-tools/delete" },
} as const;

function explain(decision: Partial<Decision>): string {
  const whole: Decision = {
    effect: "deny",
    policies: [],
    obligations: [],
    errors: [],
    policyVersion: "v",
    ...decision,
  };
  return explainDecision(question, whole);
}

test("a forbid says who, what, which policy, why and what to do", () => {
  const policy = {
    id: "no-delete",
    title: "No deletes",
    reason: "Records are kept",
    remedy: "Ask sales.",
    code: undefined,
  };
  expect(explain({ policies: [policy] })).toBe(
    'The agent "tracker" may not use tool "crm-tools/delete": forbidden by policy "no-delete". Records are kept. Ask sales.',
  );
});

test("a denial by default says that nothing permits it and whom to ask", () => {
  expect(explain({})).toMatch(/no policy permits it\. .* ask the steward/);
});

test("a hold says who must approve", () => {
  const text = explain({
    effect: "hold",
    policies: [{ id: "p", title: undefined, reason: undefined, remedy: undefined, code: undefined }],
    obligations: [{ kind: "approval", value: "human", policyId: "p" }],
  });
  expect(text).toBe(
    'The agent "tracker" may use tool "crm-tools/delete" once approved (human): permitted by policy "p".',
  );
});

test("a policy that failed is named with its error", () => {
  expect(explain({ errors: [{ policyId: "x", message: "integer overflow in +" }] })).toContain(
    'Policy "x" did not count because its evaluation failed: integer overflow in +.',
  );
});
