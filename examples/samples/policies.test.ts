import { describe, expect, it } from "vitest";
import type { Principal } from "@/lib/identity/principal";
import { decideChain } from "@/lib/policy/decide-chain";
import { registryEntities } from "@/lib/policy/entities";
import { createPolicySet } from "@/lib/policy/policy-set";
import { validatePolicies } from "@/lib/policy/validate-policies";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { AssetKind } from "@/lib/registry/kinds";
import { SAMPLES } from "./catalog";
import { POLICIES } from "./policies";

const TOOLS = [
  "find_customer",
  "get_customer",
  "list_deals",
  "update_deal_stage",
  "add_note",
  "export_customers",
];
const inputSchema = {
  type: "object",
  properties: { customer_id: { type: "string" }, deal_id: { type: "string" }, stage: { type: "string" } },
};
const LOOK_UP = ["find_customer", "get_customer", "list_deals"];
const tools = TOOLS.map((name) => ({
  name,
  inputSchema,
  annotations: { readOnlyHint: LOOK_UP.includes(name) },
  digest: "0".repeat(64),
}));

/** The sample mesh as its registration leaves it. */
const assets = SAMPLES.flatMap((sample) => sample.assets).map((asset) => ({
  ...asset,
  lifecycle: "active",
  suspendedReason: undefined,
  spec: { tools, skills: [], capabilities: [] },
}));
const registry: RegistrySnapshot = {
  revision: 1,
  find: <K extends AssetKind>(kind: K, name: string) =>
    assets.find((asset) => asset.kind === kind && asset.name === name) as unknown as Asset<K> | undefined,
  list: <K extends AssetKind>(kind: K) =>
    assets.filter((asset) => asset.kind === kind) as unknown as readonly Asset<K>[],
};
const sources = POLICIES.map(({ name, domain, ...policy }) => ({ assetName: name, domain, ...policy }));

function ask(
  chain: string[],
  action: "callTool" | "invokeAgent" | "discover" | "useModel",
  resource: string,
  args = {},
) {
  const actors = chain.map((ref) => {
    const [kind, id] = ref.split(":") as [Principal["caller"]["kind"], string];
    return { kind, id };
  });
  const principal = {
    chain: actors,
    subject: actors[0],
    caller: actors.at(-1),
    roles: ["agent"],
    domains: [],
    taskId: undefined,
  } as unknown as Principal;
  const [type, id] = resource.split(":") as ["Tool" | "Agent" | "Model", string];
  const tool = type === "Tool" ? tools.find(({ name }) => id.endsWith(name)) : undefined;
  const { decision } = decideChain(createPolicySet(sources), registryEntities(registry), {
    principal,
    action,
    resource: { type, id },
    protocol: "mcp",
    method: "test",
    tool,
    arguments: args,
  });
  return { effect: decision.effect, policies: decision.policies.map((policy) => policy.id) };
}

const WHOLE_WAY = ["service:traffic", "agent:tracker", "agent:crm-specialist"];

describe("the sample policies", () => {
  it("pass the validator", () => {
    for (const source of sources) expect(validatePolicies(source, registry).warnings).toEqual([]);
  });

  it("let a task go its way: program, tracker, specialist, tools and model", () => {
    expect(ask(["service:traffic"], "invokeAgent", "Agent:tracker").effect).toBe("allow");
    expect(ask(WHOLE_WAY.slice(0, 2), "invokeAgent", "Agent:crm-specialist").effect).toBe("allow");
    expect(ask(WHOLE_WAY, "callTool", "Tool:crm-tools/get_customer").effect).toBe("allow");
    expect(
      ask(WHOLE_WAY, "callTool", "Tool:crm-tools/update_deal_stage", { stage: "negotiation" }).effect,
    ).toBe("allow");
    expect(ask(WHOLE_WAY, "useModel", "Model:scripted-chat").effect).toBe("allow");
  });

  it("keep the tools from everybody but a specialist, the tracker included", () => {
    expect(ask(["service:traffic"], "callTool", "Tool:crm-tools/get_customer").effect).toBe("deny");
    expect(ask(["service:traffic", "agent:tracker"], "callTool", "Tool:crm-tools/get_customer").effect).toBe(
      "deny",
    );
  });

  it("let people look customers up by themselves, and change nothing", () => {
    expect(ask(["user:u-1"], "callTool", "Tool:crm-tools/get_customer")).toEqual({
      effect: "allow",
      policies: ["people-look-up"],
    });
    expect(ask(["user:u-1"], "callTool", "Tool:crm-tools/update_deal_stage").effect).toBe("deny");
    expect(ask(["user:u-1"], "callTool", "Tool:crm-tools/export_customers").policies).toEqual([
      "no-bulk-export",
    ]);
    expect(ask(["user:u-1", "agent:tracker"], "callTool", "Tool:crm-tools/get_customer").effect).toBe("deny");
  });

  it("never export the customers, whoever asks", () => {
    expect(ask(["agent:crm-specialist"], "callTool", "Tool:crm-tools/export_customers")).toEqual({
      effect: "deny",
      policies: ["no-bulk-export"],
    });
  });

  it("demand certification for confidential data", () => {
    const next = ["service:traffic", "agent:crm-specialist-next"];
    expect(ask(next, "callTool", "Tool:crm-tools/get_customer")).toEqual({
      effect: "deny",
      policies: ["certified-for-confidential"],
    });
  });

  it("leave winning and losing deals to people", () => {
    expect(ask(WHOLE_WAY, "callTool", "Tool:crm-tools/update_deal_stage", { stage: "closed_won" })).toEqual({
      effect: "deny",
      policies: ["agents-close-no-deals"],
    });
  });

  it("show the tracker the certified specialist and not the coming one", () => {
    expect(ask(WHOLE_WAY.slice(0, 2), "discover", "Agent:crm-specialist").effect).toBe("allow");
    expect(ask(WHOLE_WAY.slice(0, 2), "discover", "Agent:crm-specialist-next").effect).toBe("deny");
  });
});
