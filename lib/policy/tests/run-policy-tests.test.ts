import { describe, expect, test } from "vitest";
import type { Asset } from "@/lib/registry/asset";
import type { PolicyTest } from "@/lib/registry/kinds/policy";
import { agentAsset, serverAsset, snapshotOf } from "../testing/sample-registry";
import type { TestedDraft } from "./policy-tests.schema";
import { refuseFailing, runPolicyTests } from "./run-policy-tests";

const inputSchema = { type: "object", properties: { amount: { type: "integer" } } };
const ASSETS = [agentAsset("crm"), serverAsset("pay", [{ name: "refund", inputSchema }])];

const TEXT = `
  @id("refunds") @redact("pii") permit(principal is Agent, action in Action::"callTool", resource);
  @id("limit") @approval("human") forbid(principal, action == Action::"callTool:pay/refund", resource)
  when { context.args has amount && context.args.amount > 500 };
  @id("no-strangers") forbid(principal, action, resource)
  when { context.labels.contains("untrusted") && !context.pinned };`;

const REFUND: PolicyTest = {
  name: "a refund",
  principal: { type: "Agent", id: "crm" },
  action: "callTool",
  resource: { type: "Tool", id: "pay/refund" },
  arguments: { amount: 10 },
  expect: "allow",
};

const draft = (tests: PolicyTest[], text = TEXT): TestedDraft => ({
  name: "rules",
  domain: "sales",
  guardrail: false,
  text,
  tests,
});
const policyAsset = (name: string, text: string, tests: PolicyTest[]): Asset<"policy"> => ({
  ...agentAsset(name),
  kind: "policy",
  spec: { text, guardrail: false, tests },
});
const run = (change: Partial<PolicyTest>) =>
  runPolicyTests(snapshotOf(ASSETS), [draft([{ ...REFUND, ...change }])]).results[0];

describe("a test", () => {
  test.each<[string, Partial<PolicyTest>]>([
    ["of a plain call", {}],
    ["with arguments", { arguments: { amount: 501 }, expect: "hold" }],
    ["with arguments of the wrong type", { arguments: { amount: "501" }, expect: "hold" }],
    ["with labels", { context: { labels: ["untrusted"] }, expect: "deny" }],
    ["with a grant to the letter", { context: { labels: ["untrusted"], pinned: true } }],
    ["with obligations", { obligations: [{ kind: "redact", value: "pii" }] }],
    ["of a chain", { onBehalfOf: [{ type: "User", id: "ada" }], expect: "deny" }],
  ])("%s holds", (_what, change) => expect(run(change)?.passed).toBe(true));

  test("that fails says what came instead, and why", () => {
    expect(run({ arguments: { amount: 501 } })).toMatchObject({
      passed: false,
      expected: "allow",
      actual: "hold",
      policies: ["limit"],
      because: expect.stringContaining("once approved (human)"),
    });
    expect(run({ obligations: [{ kind: "redact", value: "names" }] })).toMatchObject({
      passed: false,
      missing: ["redact: names"],
    });
  });
});

describe("a change", () => {
  test("is blocked by its own failing test", () => {
    const report = runPolicyTests(snapshotOf(ASSETS), [draft([{ ...REFUND, expect: "deny" }])]);
    expect(report.passed).toBe(false);
    expect(() => refuseFailing(report)).toThrow("Tests of policies fail");
  });

  test("is blocked when it breaks a test of another policy, not when that failed before", () => {
    const live = policyAsset("rules", TEXT, []);
    const company = policyAsset("company", '@id("c") permit(principal == Agent::"x", action, resource);', [
      REFUND,
      { ...REFUND, name: "fails anyway", principal: { type: "Agent", id: "nobody" }, expect: "hold" },
    ]);
    const snapshot = snapshotOf([...ASSETS, live as Asset, company as Asset]);
    const same = runPolicyTests(snapshot, [draft([])]);
    expect(same.results.map(({ name, passed, failedBefore }) => [name, passed, failedBefore])).toEqual([
      ["a refund", true, false],
      ["fails anyway", false, true],
    ]);
    expect(same.passed).toBe(true);
    const breaking = runPolicyTests(snapshot, [], ["rules"]);
    expect(breaking.results.map(({ passed, failedBefore }) => [passed, failedBefore])).toEqual([
      [false, false],
      [false, true],
    ]);
    expect(breaking.passed).toBe(false);
  });
});
