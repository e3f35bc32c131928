import { randomUUID } from "node:crypto";
import { startConformanceAgent } from "@/examples/conformance-agent/start-conformance-agent";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { normalizeCard, specOrThrow } from "@/lib/registry/normalize-card";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { CARDS } from "./cards";
import { CORE } from "./core";
import { DATA_MODEL } from "./data-model";
import { HTTP_JSON } from "./http-json";
import { JSON_RPC } from "./json-rpc";
import { LISTS_AND_HISTORY } from "./lists-and-history";
import { PUSH } from "./push";
import type { Requirement, Target, Webhook } from "./requirement";
import { STREAMS } from "./streams";
import { VERSIONS_AND_EQUIVALENCE } from "./versions-and-equivalence";
import { startWebhook } from "./webhook";
import type { Binding } from "./wire";

/** A requirement over one binding. What was wrong, or undefined where it is met. */
export interface Row {
  id: string;
  level: string;
  direct: string | undefined;
  mesh: string | undefined;
}

const REQUIREMENTS: readonly Requirement[] = [
  ...CORE,
  ...LISTS_AND_HISTORY,
  ...STREAMS,
  ...PUSH,
  ...DATA_MODEL,
  ...JSON_RPC,
  ...HTTP_JSON,
  ...VERSIONS_AND_EQUIVALENCE,
  ...CARDS,
];

const PROFILES = ["full", "bare", "strict"] as const;
const BINDINGS = ["JSONRPC", "HTTP+JSON"] as const;

/** Asks every requirement of the agent itself and of a mesh in front of it. */
export async function runPairs(): Promise<Row[]> {
  const hook = await startWebhook();
  const mesh = await openTestMesh(gatewayApp);
  const agents = await Promise.all(PROFILES.map((profile) => startConformanceAgent(0, { profile })));
  try {
    await mesh.allowAll();
    for (const [at, profile] of PROFILES.entries()) {
      const { cardUrl } = agents[at] ?? { cardUrl: "" };
      const card: unknown = await (await fetch(cardUrl, { headers: { "a2a-version": "1.0" } })).json();
      await mesh.register("agent", profile, specOrThrow(normalizeCard(card, cardUrl)));
    }
    const authorization = `Bearer ${mesh.badge({ agent: "suite", lifetimeMs: 240_000 })}`;
    const direct = (profile: number, binding: Binding) => {
      const url = agents[profile]?.url ?? "";
      return { url: binding === "JSONRPC" ? url : `${url}/rest`, binding, generation: "1.0" as const };
    };
    const through = (profile: number, binding: Binding) => {
      const url = `${mesh.url}/a2a/${PROFILES[profile]}`;
      return { url, binding, generation: "1.0" as const, authorization };
    };
    const rows: Row[] = [];
    const sessions = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)];
    for (const binding of BINDINGS) {
      const targets = [
        targetOf(direct, binding, hook, sessions[0] ?? "", agents[0]?.cardUrl ?? ""),
        targetOf(
          through,
          binding,
          hook,
          sessions[1] ?? "",
          `${mesh.url}/a2a/full/.well-known/agent-card.json`,
        ),
      ] as const;
      for (const requirement of REQUIREMENTS) {
        if (requirement.binding && requirement.binding !== binding) continue;
        const [byAgent, byMesh] = [
          await outcome(requirement, targets[0]),
          await outcome(requirement, targets[1]),
        ];
        rows.push({
          id: `${requirement.id} ${binding}`,
          level: requirement.level,
          direct: byAgent,
          mesh: byMesh,
        });
      }
    }
    return rows;
  } finally {
    hook.close();
    await Promise.all(agents.map((agent) => agent.close()));
    await mesh.close();
  }
}

type EndpointOf = (
  profile: number,
  binding: Binding,
) => Omit<Target, "other" | "bare" | "strict" | "cardUrl" | "session" | "hook">;

function targetOf(
  endpoint: EndpointOf,
  binding: Binding,
  hook: Webhook,
  session: string,
  cardUrl: string,
): Target {
  const other = binding === "JSONRPC" ? "HTTP+JSON" : "JSONRPC";
  return {
    ...endpoint(0, binding),
    other: endpoint(0, other),
    bare: endpoint(1, binding),
    strict: endpoint(2, binding),
    cardUrl,
    session,
    hook,
  };
}

async function outcome(requirement: Requirement, target: Target): Promise<string | undefined> {
  try {
    await requirement.check(target);
    return undefined;
  } catch (err) {
    return (err instanceof Error ? err.message : String(err)).split("\n").slice(0, 6).join(" ").slice(0, 300);
  }
}
