import { expect, test } from "vitest";
import { applicabilityOf, type PolicySubject } from "./applicable-policies";
import { parsePolicies } from "./parse-policies";

const CRM: PolicySubject = { kind: "mcp-server", name: "crm", domain: "sales", tools: ["read", "close"] };
const AGENT: PolicySubject = { kind: "agent", name: "helper", domain: "sales", tools: [] };
const MODEL: PolicySubject = { kind: "model", name: "chat", domain: "platform", tools: [] };

function judge(text: string, subject: PolicySubject, domain?: string, guardrail = false) {
  const source = { assetName: "p", text, guardrail, domain };
  const [policy] = parsePolicies(source);
  if (!policy) throw new Error("no policy");
  return applicabilityOf(policy, source, subject).map(({ part, because, tools }) => [
    part,
    because,
    ...tools,
  ]);
}

test.each([
  ['permit(principal, action, resource == McpServer::"crm");', CRM, [["called", "names it"]]],
  ['permit(principal, action, resource == McpServer::"other");', CRM, []],
  ['permit(principal, action == Action::"useModel", resource);', CRM, []],
  ['permit(principal, action in Action::"callTool", resource);', CRM, [["called", "speaks of everything"]]],
  [
    'forbid(principal, action == Action::"callTool:crm/close", resource);',
    CRM,
    [["called", "names its tools", "close"]],
  ],
  ['forbid(principal, action == Action::"callTool:other/close", resource);', CRM, []],
  ['permit(principal, action, resource == Tool::"crm/read");', CRM, [["called", "names its tools", "read"]]],
  [
    'permit(principal, action in Action::"callTool", resource in Domain::"sales");',
    CRM,
    [["called", "speaks of everything in the domain sales"]],
  ],
  ['permit(principal, action, resource in Domain::"hr");', CRM, []],
  ["permit(principal, action, resource is Model);", MODEL, [["called", "speaks of every model"]]],
  ["permit(principal, action, resource is Model);", CRM, []],
  [
    'permit(principal == Agent::"helper", action == Action::"useModel", resource);',
    AGENT,
    [["caller", "names it"]],
  ],
  [
    'forbid(principal is Agent, action == Action::"useModel", resource);',
    AGENT,
    [["caller", "speaks of every agent"]],
  ],
  ['permit(principal, action == Action::"useModel", resource);', AGENT, []],
] as const)("%s for %o gives %o", (text, subject, expected) => {
  expect(judge(text, subject)).toEqual(expected);
});

test("a domain's permit counts for its own assets only, its forbid also for its callers elsewhere", () => {
  const permit = "permit(principal, action, resource);";
  expect(judge(permit, CRM, "sales")).toEqual([["called", "speaks of everything"]]);
  expect(judge(permit, CRM, "hr")).toEqual([]);
  expect(judge("forbid(principal, action, resource);", CRM, "hr")).toEqual([
    ["called", "speaks of everything, for callers of the domain hr"],
  ]);
  expect(judge("forbid(principal, action, resource);", CRM, "hr", true)).toEqual([
    ["called", "speaks of everything"],
  ]);
});
