import type { DecisionRequest, EntityRef } from "@/lib/policy/decision";
import type { PolicySource } from "@/lib/policy/parse-policies";
import { agentAsset, modelAsset, serverAsset, snapshotOf } from "@/lib/policy/testing/sample-registry";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";

/** Ten assets share a domain, so domains grow with the mesh as they do in a company. */
const ASSETS_A_DOMAIN = 10;
/** An organisation writes few rules that bind everyone; the rest of its policies are about somebody's assets. */
const MAX_GUARDRAILS = 20;

/** A mesh of half agents, a third MCP servers and models for the rest. */
export function sampleSnapshot(assets: number): RegistrySnapshot {
  return snapshotOf(Array.from({ length: assets }, (_, index) => sampleAsset(index)));
}

/** A tenth guardrails for everyone (at most 20); the others speak of a domain, one asset or one caller. */
export function samplePolicies(count: number, assets: number): PolicySource[] {
  const guardrails = Math.min(Math.ceil(count / 10), MAX_GUARDRAILS);
  const texts = Array.from({ length: count }, (_, index) =>
    index < guardrails ? guardrail(index) : policy(index, assets),
  );
  return [
    { assetName: "guardrails", text: texts.slice(0, guardrails).join("\n"), guardrail: true },
    { assetName: "policies", text: texts.slice(guardrails).join("\n"), guardrail: false },
  ];
}

/** Policies that all apply to every request: what slicing cannot help with. */
export function unslicedPolicies(count: number): PolicySource[] {
  const texts = Array.from({ length: count }, (_, index) => guardrail(index));
  return [{ assetName: "guardrails", text: texts.join("\n"), guardrail: true }];
}

/** Requests of random callers to random callees, the same for the same seed. */
export function sampleRequests(count: number, assets: number): DecisionRequest[] {
  let seed = 42;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed % below;
  };
  return Array.from({ length: count }, () => {
    const caller = `agent-${2 * random(assets / 2)}`;
    const resource = refOf(random(assets));
    const kind = { Agent: "invokeAgent", Tool: "callTool", Model: "useModel" } as const;
    return {
      principal: { type: "Agent", id: caller },
      action: kind[resource.type as keyof typeof kind],
      resource,
      context: {
        actor: { kind: "agent", id: caller, agent: { __entity: { type: "Agent", id: caller } } },
        subject: { kind: "user", id: "u-1", user: { __entity: { type: "User", id: "u-1" } } },
        depth: random(4),
        delegated: true,
        protocol: "a2a",
        method: "SendMessage",
      },
    };
  });
}

function sampleAsset(index: number): Asset {
  const more = {
    domain: domainOf(index),
    certified: index % 7 !== 0,
    tags: index % 3 === 0 ? ["eu", "pii"] : ["eu"],
  };
  if (index % 2 === 0) return agentAsset(`agent-${index}`, more);
  if (index % 6 === 5) return modelAsset(`model-${index}`, more);
  return serverAsset(`server-${index}`, [{ name: "run", inputSchema: { type: "object" } }], more);
}

function refOf(index: number): EntityRef {
  if (index % 2 === 0) return { type: "Agent", id: `agent-${index}` };
  if (index % 6 === 5) return { type: "Model", id: `model-${index}` };
  return { type: "Tool", id: `server-${index}/run` };
}

function domainOf(index: number): string {
  return `domain-${Math.floor(index / ASSETS_A_DOMAIN)}`;
}

function guardrail(index: number): string {
  const bodies = [
    'resource.dataClass == "restricted" && !(principal is Agent && principal.certified)',
    `resource.tags.contains("blocked-${index}") || context.depth > 4`,
    `context.protocol like "ftp*" || resource.name like "*-deleted-${index}"`,
    `principal is Agent && principal.lifecycle == "retired"`,
  ];
  return `@id("guardrail-${index}") forbid(principal, action, resource) when { ${bodies[index % bodies.length]} };`;
}

function policy(index: number, assets: number): string {
  const id = `@id("policy-${index}")`;
  const asset = (index * 7919) % assets;
  const { type, id: name } = refOf(asset);
  const caller = `agent-${2 * ((index * 31) % (assets / 2))}`;
  switch (index % 5) {
    case 0:
      return `${id} permit(principal is Agent, action, resource == ${type}::"${name}") when { principal.certified && context.depth <= 3 };`;
    case 1:
      return `${id} permit(principal in Domain::"${domainOf(asset)}", action, resource in Domain::"${domainOf(asset)}") when { resource.lifecycle == "active" };`;
    case 2:
      return `${id} permit(principal == Agent::"${caller}", action in [Action::"invokeAgent", Action::"callTool"], resource) when { resource.tags.containsAny(["eu", "us"]) };`;
    case 3:
      return `${id} forbid(principal, action, resource in Domain::"${domainOf(asset)}") when { resource.tags.contains("pii") && context.actor.kind != "agent" };`;
    default:
      return `${id} @approval("human") permit(principal, action == Action::"useModel", resource == Model::"model-${asset}") unless { context.delegated };`;
  }
}
