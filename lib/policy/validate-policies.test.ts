import { describe, expect, test } from "vitest";
import { isMeshError } from "@/lib/core/errors";
import type { PolicyIssue } from "./parse-policies";
import { buildSchema } from "./schema";
import { agentAsset, serverAsset, snapshotOf } from "./testing/sample-registry";
import { validatePolicies } from "./validate-policies";

const inputSchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    amount: { type: "integer" },
    note: { anyOf: [{ type: "string" }, { type: "null" }] },
    tags: { type: "array", items: { type: "string" } },
    options: { $ref: "#/$defs/Options" },
    ratio: { type: "number" },
  },
  $defs: { Options: { type: "object", properties: { force: { type: "boolean" } } } },
};
const registry = snapshotOf([agentAsset("crm"), serverAsset("crm-tools", [{ name: "update", inputSchema }])]);

/** The issues, or an empty list for policies that may be put in force. */
function issues(text: string): PolicyIssue[] {
  try {
    validatePolicies({ assetName: "rules", text, guardrail: false }, registry);
    return [];
  } catch (err) {
    if (isMeshError(err) && err.code === "invalid_request") return [...(err.issues ?? [])];
    throw err;
  }
}

const UPDATE = 'action == Action::"callTool:crm-tools/update"';

describe("accepted", () => {
  test.each([
    'permit(principal, action in Action::"callTool", resource) when { resource.readOnly };',
    'permit(principal is Agent, action == Action::"invokeAgent", resource) when { principal.domain == resource.domain };',
    'forbid(principal, action, resource) unless { context.subject.kind == "user" };',
    "forbid(principal, action, resource) when { context.actor has agent && !context.actor.agent.certified };",
    'permit(principal is User, action, resource) when { principal.roles.contains("operator") };',
    `permit(principal, ${UPDATE}, resource) when { context.args has amount && context.args.amount <= 500 };`,
    `permit(principal, ${UPDATE}, resource) when { context.args has note && context.args.note like "x*" };`,
    `permit(principal, ${UPDATE}, resource) when { context.args has tags && context.args.tags.contains("eu") };`,
    `permit(principal, ${UPDATE}, resource) when { context.args has options.force && context.args.options.force };`,
  ])("%s", (text) => {
    expect(issues(text)).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    [
      "an attribute that its type lacks",
      "permit(principal, action, resource) when { principal.certified };",
      "certified",
    ],
    [
      "a wrong operand type",
      'permit(principal, action, resource) when { context.depth > "1" };',
      "expected Long",
    ],
    ["an entity type that does not exist", "permit(principal is Robot, action, resource);", "Robot"],
    [
      "a tool that is not registered",
      'permit(principal, action == Action::"callTool:crm-tools/drop", resource);',
      "unrecognized action",
    ],
    [
      "the tool group as if it were an action",
      'permit(principal, action == Action::"callTool", resource);',
      "is a group",
    ],
    [
      "an action on what it never meets",
      'permit(principal, action == Action::"useModel", resource is Agent);',
      "impossible",
    ],
    [
      "an optional argument read untested",
      `permit(principal, ${UPDATE}, resource) when { context.args.amount > 1 };`,
      "presence",
    ],
    [
      "an argument of a type that Cedar lacks",
      `permit(principal, ${UPDATE}, resource) when { context.args has ratio && context.args.ratio == 1 };`,
      "impossible",
    ],
    [
      "arguments without a named tool",
      'permit(principal, action in Action::"callTool", resource) when { context.args has amount };',
      "must name its tools",
    ],
    ["a template", "permit(principal == ?principal, action, resource);", "template"],
    [
      "text with a bidirectional override",
      'permit(principal, action, resource) when { context.method == "a\u202e" };',
      "bidi",
    ],
    ["no policy at all", "// nothing here", "no policy"],
  ])("%s", (_what, text, message) => {
    const found = issues(text);
    expect(JSON.stringify(found).toLowerCase()).toContain(message.toLowerCase());
  });

  test("each issue names its policy and its line in the asset's text", () => {
    const text = `// a comment; with a semicolon
@id("good") permit(principal, action, resource) when { context.method == "a;b" };

@id("bad")
permit(principal, action, resource)
when { context.nothing };
forbid(principal, action, resource)
when { context.depth };`;
    const found = issues(text);
    const placed = found.map(({ at, ...issue }) => ({ ...issue, text: text.slice(at?.from, at?.to) }));
    const message = expect.stringMatching(/^line 6: .*nothing/);
    expect(placed).toContainEqual({ path: "bad", message, text: "context.nothing" });
    expect(placed).toContainEqual({
      path: "rules#3",
      message: expect.stringMatching(/^line 8: /),
      text: "context.depth",
    });
    expect(new Set(found.map((issue) => issue.path))).toEqual(new Set(["bad", "rules#3"]));
  });
});

describe("a permit of a domain", () => {
  const ofDomain = (text: string, domain: string) => {
    try {
      return validatePolicies({ assetName: "rules", text, guardrail: false, domain }, registry).policies
        .length;
    } catch (err) {
      return isMeshError(err) ? err.issues?.[0]?.message : err;
    }
  };

  test.each([
    'resource == Agent::"crm"',
    'resource in Domain::"sales"',
    'resource in McpServer::"crm-tools"',
  ])("may name its own asset: %s", (resource) => {
    expect(ofDomain(`permit(principal, action, ${resource});`, "sales")).toBe(1);
  });

  test.each([
    'resource == Agent::"crm"',
    'resource in Domain::"sales"',
    'resource in McpServer::"crm-tools"',
    'resource == Tool::"crm-tools/update"',
  ])("of another domain is refused, because it could never apply: %s", (resource) => {
    expect(ofDomain(`permit(principal, action, ${resource});`, "help")).toMatch(/a policy of help permits/);
    expect(ofDomain(`forbid(principal in Domain::"help", action, ${resource});`, "help")).toBe(1);
  });
});

test("the schema holds the tools that are named and no others, however many there are", () => {
  const tools = Array.from({ length: 10_000 }, (_, index) => ({ name: `t${index}`, inputSchema }));
  const large = snapshotOf([serverAsset("crm-tools", [...tools, { name: "update", inputSchema }])]);
  const text = `permit(principal, ${UPDATE}, resource) when { context.args has amount };`;
  const { policies } = validatePolicies({ assetName: "rules", text, guardrail: false }, large);
  expect(policies).toHaveLength(1);
  const actions = Object.keys(buildSchema([{ id: "crm-tools/update", inputSchema }])[""]?.actions ?? {});
  expect(actions.filter((action) => action.startsWith("callTool:"))).toEqual([
    "callTool:*",
    "callTool:crm-tools/update",
  ]);
});
