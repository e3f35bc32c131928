import { describe, expect, it } from "vitest";
import type { Principal } from "@/lib/identity/principal";
import { agentAsset, modelAsset, serverAsset, snapshotOf } from "@/lib/policy/testing/sample-registry";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import { permittedRefusal } from "./permitted";

const crm = serverAsset("crm", [
  { name: "read", inputSchema: {} },
  { name: "delete", inputSchema: {} },
]);
const secret = modelAsset("secret", { dataClass: "restricted" });
const large = modelAsset("large");

function agent(name: string, permitted?: AgentSpec["permitted"], domain = "sales") {
  const made = agentAsset(name, { domain });
  return { ...made, spec: { ...made.spec, ...(permitted ? { permitted } : {}) } };
}

/** Whether calls through these agents are refused, from the first to the caller. */
function refused(
  agents: ReturnType<typeof agent>[],
  use: Parameters<typeof permittedRefusal>[2],
  kind: "agent" | "user" = "agent",
) {
  const chain = agents.map(({ name }) => ({ kind, id: name }));
  const [caller] = chain.slice(-1);
  const principal = { chain, caller, subject: chain[0] } as unknown as Principal;
  return permittedRefusal(snapshotOf([...agents, crm, secret, large]), principal, use)?.message;
}
const tool = (name: string, access?: PinnedTool["access"]) => ({
  asset: crm,
  operation: name,
  tool: { name, inputSchema: {}, digest: "0".repeat(64), ...(access ? { access } : {}) },
});

describe("the lists of what an agent is permitted", () => {
  it("narrow where they are, and nothing where they are missing", () => {
    expect(refused([agent("a")], tool("delete"))).toBeUndefined();
    expect(refused([agent("a", { tools: ["crm/read"] })], tool("read"))).toBeUndefined();
    expect(refused([agent("a", { tools: ["crm/read"] })], tool("delete"))).toBe(
      "a is not permitted the tool crm/delete.",
    );
    expect(refused([agent("a", { tools: ["crm/*"] })], tool("delete"))).toBeUndefined();
    expect(refused([agent("a", { tools: [] })], tool("read"))).toBeDefined();
    expect(refused([agent("a", { tools: ["crm/read"] })], { asset: large })).toBeUndefined();
    expect(refused([agent("a", { models: ["large"] })], { asset: secret })).toBe(
      "a is not permitted the model secret.",
    );
    expect(refused([agent("a", { dataClasses: ["public", "internal"] })], { asset: secret })).toBe(
      "a is not permitted restricted data.",
    );
  });

  it("hold for every agent of the chain: nobody reaches through another what it may not use itself", () => {
    const narrow = agent("narrow", { tools: ["crm/read"] });
    expect(refused([narrow, agent("wide")], tool("delete"))).toBeDefined();
    expect(refused([agent("wide"), narrow], tool("delete"))).toBeDefined();
  });
});

describe("the lists of who may use a tool", () => {
  it("name agents and domains, and leave people to policies", () => {
    expect(refused([agent("a")], tool("read", { agents: ["b"] }))).toBe("The tool read is kept to others.");
    expect(refused([agent("b")], tool("read", { agents: ["b"] }))).toBeUndefined();
    expect(refused([agent("a", undefined, "hr")], tool("read", { domains: ["sales"] }))).toBeDefined();
    expect(refused([agent("a")], tool("read", { domains: ["sales"] }))).toBeUndefined();
    expect(refused([agent("a")], tool("read", { agents: ["b"] }), "user")).toBeUndefined();
  });
});
