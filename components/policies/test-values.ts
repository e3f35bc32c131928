import type { PolicyTest } from "@/lib/registry/kinds/policy";

/** A test as a form has it: texts and choices. */
export interface TestValues {
  name: string;
  principalType: PolicyTest["principal"]["type"];
  principal: string;
  onBehalfOf: string;
  action: PolicyTest["action"];
  resource: string;
  arguments: string;
  labels: string;
  bound: boolean;
  pinned: boolean;
  expect: PolicyTest["expect"];
  obligations: string;
}

export const NEW_TEST: TestValues = {
  name: "",
  principalType: "Agent",
  principal: "",
  onBehalfOf: "",
  action: "callTool",
  resource: "",
  arguments: "",
  labels: "",
  bound: false,
  pinned: false,
  expect: "allow",
  obligations: "",
};

/** What each action is done with; `discover` can be of an agent, a server or a model, which the name tells. */
const RESOURCES = {
  invokeAgent: "Agent",
  callTool: "Tool",
  readResource: "McpServer",
  getPrompt: "McpServer",
  useModel: "Model",
  discover: "Agent",
} as const satisfies Record<PolicyTest["action"], PolicyTest["resource"]["type"]>;

export function resourceTypeOf(action: PolicyTest["action"]): PolicyTest["resource"]["type"] {
  return RESOURCES[action];
}

export function valuesOf(test: PolicyTest): TestValues {
  const { context = {} } = test;
  return {
    name: test.name,
    principalType: test.principal.type,
    principal: test.principal.id,
    onBehalfOf: (test.onBehalfOf ?? []).map(({ type, id }) => `${type}:${id}`).join(", "),
    action: test.action,
    resource: test.resource.id,
    arguments: test.arguments ? JSON.stringify(test.arguments, null, 2) : "",
    labels: (context.labels ?? []).join(" "),
    bound: context.bound ?? false,
    pinned: context.pinned ?? false,
    expect: test.expect,
    obligations: (test.obligations ?? []).map(({ kind, value }) => `${kind}: ${value}`).join("\n"),
  };
}

/**
 * The test of a form, or what is wrong with it in words. Parts that the form does not show stay as they were.
 * @param taken names of the policy's other tests
 */
export function testOf(
  values: TestValues,
  taken: readonly string[],
  before?: PolicyTest,
): { test: PolicyTest } | { problem: string } {
  const name = values.name.trim();
  if (name === "") return { problem: "Give the test a name." };
  if (taken.includes(name)) return { problem: "Another test has this name." };
  if (values.principal.trim() === "" || values.resource.trim() === "")
    return { problem: "Say who asks, and for what." };
  const given = argumentsOf(values);
  if (given === null) return { problem: "The arguments must be a JSON object." };
  const chain = chainOf(values.onBehalfOf);
  if (!chain) return { problem: "Write whom it acts for as User:ada or Agent:planner, with commas between." };
  const obligations = obligationsOf(values.obligations);
  if (!obligations) return { problem: "Write obligations as redact: pii, one a line." };
  const labels = (["untrusted", "sensitive"] as const).filter((label) => values.labels.includes(label));
  const { labels: _l, bound: _b, pinned: _p, ...kept } = before?.context ?? {};
  const context = {
    ...kept,
    ...(labels.length > 0 ? { labels } : {}),
    ...(values.bound ? { bound: true } : {}),
    ...(values.pinned ? { pinned: true } : {}),
  };
  return {
    test: {
      name,
      principal: { type: values.principalType, id: values.principal.trim() },
      ...(chain.length > 0 ? { onBehalfOf: chain } : {}),
      ...(before?.roles ? { roles: before.roles } : {}),
      action: values.action,
      resource: { type: RESOURCES[values.action], id: values.resource.trim() },
      ...(given && values.action === "callTool" ? { arguments: given } : {}),
      ...(Object.keys(context).length > 0 ? { context } : {}),
      expect: values.expect,
      ...(obligations.length > 0 ? { obligations } : {}),
    },
  };
}

function argumentsOf({ arguments: text }: TestValues): Record<string, unknown> | undefined | null {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function chainOf(text: string): PolicyTest["principal"][] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const links = parts.filter((part) => part !== "").map((part) => /^(Agent|Service|User):(.+)$/.exec(part));
  if (links.some((link) => !link) || links.length > 4) return undefined;
  return links.map((link) => ({
    type: link?.[1] as PolicyTest["principal"]["type"],
    id: (link?.[2] ?? "").trim(),
  }));
}

function obligationsOf(text: string): NonNullable<PolicyTest["obligations"]> | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => /^\s*(requires|approval|redact|binding)\s*:\s*(\S.*)$/.exec(line));
  if (found.some((line) => !line)) return undefined;
  return found.map((line) => ({
    kind: line?.[1] as NonNullable<PolicyTest["obligations"]>[number]["kind"],
    value: (line?.[2] ?? "").trim(),
  }));
}
