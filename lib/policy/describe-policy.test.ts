import { expect, test } from "vitest";
import { describePolicy } from "./describe-policy";
import { parsePolicies } from "./parse-policies";

function words(text: string) {
  const [policy] = parsePolicies({ assetName: "p", text, guardrail: false });
  if (!policy) throw new Error("one policy was given");
  return describePolicy(policy);
}

test.each([
  ["permit(principal, action, resource);", "Everyone may do anything with anything."],
  ["forbid(principal is Agent, action, resource);", "No agent may do anything with anything."],
  ['forbid(principal == Agent::"x", action, resource);', "The agent x may not do anything with anything."],
  [
    'permit(principal in Domain::"sales", action == Action::"invokeAgent", resource in Domain::"help");',
    "Everyone in the domain sales may call anything in the domain help.",
  ],
  [
    'permit(principal is User, action in Action::"callTool", resource in McpServer::"crm");',
    "Any person may use any tool of the MCP server crm.",
  ],
  ['forbid(principal, action == Action::"callTool:crm/x", resource);', "Nobody may use the tool crm/x."],
  [
    'forbid(principal, action in [Action::"useModel", Action::"discover"], resource is Model);',
    "Nobody may use or see any model.",
  ],
])("%s", (text, sentence) => expect(words(text).sentence).toBe(sentence));

test("conditions stay in Cedar, whole, whatever stands in their texts and comments", () => {
  const text = `@title("when { not this }") @approval("human")
permit(principal, action, resource)
when {
  // unless { nor this }
  context.method == "a } when {" &&
    context.depth < 2
}
unless { principal == User::"x" };`;
  expect(words(text)).toEqual({
    sentence: "Everyone may do anything with anything, if:",
    conditions: [
      {
        kind: "when",
        text: '// unless { nor this }\ncontext.method == "a } when {" &&\n  context.depth < 2',
      },
      { kind: "unless", text: 'principal == User::"x"' },
    ],
    asksFor: ["approval: human"],
  });
});
