import { expect, test } from "vitest";
import { readScopes } from "./compile/compile-scope";
import type { DecisionRequest, EntityRef } from "./decision";
import { parsePolicies } from "./parse-policies";
import { RequestEnv } from "./request-env";
import { SliceIndex } from "./slice-index";

const REQUEST: DecisionRequest = {
  principal: { type: "Agent", id: "a" },
  action: "callTool",
  resource: { type: "Tool", id: "s/t" },
  context: {},
};
const PARENTS: Record<string, EntityRef[]> = {
  a: [{ type: "Domain", id: "d1" }],
  "s/t": [{ type: "McpServer", id: "s" }],
  s: [{ type: "Domain", id: "d2" }],
};

function visited(text: string): string[] {
  const policies = parsePolicies({ assetName: "p", text, guardrail: false });
  const index = new SliceIndex(policies.map(({ id, est }) => ({ id, scopes: readScopes(est) })));
  const env = new RequestEnv(REQUEST, (ref) => ({ ref, attrs: {}, parents: PARENTS[ref.id] ?? [] }));
  const ids: string[] = [];
  index.visit(env, (policy) => ids.push(policy.id));
  return ids.sort();
}

test("of a thousand policies about others, none is looked at", () => {
  const heads = [
    'principal, action, resource == Tool::"s/x"',
    'principal, action, resource in Domain::"x"',
    'principal == Agent::"x", action, resource',
    'principal in Domain::"x", action, resource',
    'principal, action == Action::"useModel", resource',
    "principal, action, resource is Model",
  ];
  const text = Array.from({ length: 1_000 }, (_, index) => {
    const head = heads[index % heads.length]?.replace("x", `x${index}`);
    return `permit(${head});`;
  }).join("\n");
  expect(visited(text)).toEqual([]);
});

test("every policy whose head fits is looked at, once", () => {
  const fitting = [
    "principal, action, resource",
    'principal, action, resource == Tool::"s/t"',
    'principal, action, resource in Tool::"s/t"',
    'principal, action, resource in McpServer::"s"',
    'principal, action, resource in Domain::"d2"',
    'principal == Agent::"a", action, resource',
    'principal in Domain::"d1", action, resource',
    'principal is Agent, action in Action::"callTool", resource is Tool',
    'principal, action == Action::"callTool:s/t", resource',
    'principal, action in [Action::"callTool", Action::"callTool:s/t", Action::"useModel"], resource',
    'principal == Agent::"a", action, resource == Tool::"s/t"',
  ];
  const text = fitting.map((head) => `permit(${head});`).join("\n");
  expect(visited(text)).toEqual(fitting.map((_, index) => `p#${index + 1}`).sort());
});
