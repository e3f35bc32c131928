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
import { LEGACY } from "./legacy";
import { LISTS_AND_HISTORY } from "./lists-and-history";
import { PUSH } from "./push";
import type { Requirement, Target, Webhook } from "./requirement";
import { STREAMS } from "./streams";
import { VERSIONS_AND_EQUIVALENCE } from "./versions-and-equivalence";
import { startWebhook } from "./webhook";
import type { Binding, Endpoint, Generation } from "./wire";

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
const ROUNDS = [
  { generation: "1.0", binding: "JSONRPC", requirements: REQUIREMENTS },
  { generation: "1.0", binding: "HTTP+JSON", requirements: REQUIREMENTS },
  { generation: "0.3", binding: "JSONRPC", requirements: LEGACY },
  { generation: "0.3", binding: "HTTP+JSON", requirements: LEGACY },
] as const;

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
    const direct: EndpointOf = (profile, binding, generation) => {
      const url = agents[profile]?.url ?? "";
      return { url: binding === "JSONRPC" ? url : `${url}/rest`, binding, generation };
    };
    const through: EndpointOf = (profile, binding, generation) => {
      const url = `${mesh.url}/a2a/${PROFILES[profile]}`;
      return { url, binding, generation, authorization };
    };
    const cards = [agents[0]?.cardUrl ?? "", `${mesh.url}/a2a/full/.well-known/agent-card.json`] as const;
    const sessions = [newSession(), newSession()] as const;
    const rows: Row[] = [];
    for (const { generation, binding, requirements } of ROUNDS) {
      const byAgent = targetOf(direct, binding, generation, {
        hook,
        session: sessions[0],
        cardUrl: cards[0],
      });
      const byMesh = targetOf(through, binding, generation, {
        hook,
        session: sessions[1],
        cardUrl: cards[1],
      });
      for (const requirement of requirements) {
        if (requirement.binding && requirement.binding !== binding) continue;
        const { id, level } = requirement;
        const row = { id: `${id} ${binding}`, level, direct: await outcome(requirement, byAgent) };
        rows.push({ ...row, mesh: await outcome(requirement, byMesh) });
      }
    }
    return rows;
  } finally {
    hook.close();
    await Promise.all(agents.map((agent) => agent.close()));
    await mesh.close();
  }
}

type EndpointOf = (profile: number, binding: Binding, generation: Generation) => Endpoint;

function targetOf(
  endpoint: EndpointOf,
  binding: Binding,
  generation: Generation,
  rest: { hook: Webhook; session: string; cardUrl: string },
): Target {
  const other = binding === "JSONRPC" ? "HTTP+JSON" : "JSONRPC";
  return {
    ...endpoint(0, binding, generation),
    ...rest,
    other: endpoint(0, other, generation),
    bare: endpoint(1, binding, generation),
    strict: endpoint(2, binding, generation),
  };
}

function newSession(): string {
  return randomUUID().slice(0, 8);
}

async function outcome(requirement: Requirement, target: Target): Promise<string | undefined> {
  try {
    await requirement.check(target);
    return undefined;
  } catch (err) {
    return (err instanceof Error ? err.message : String(err)).split("\n").slice(0, 6).join(" ").slice(0, 300);
  }
}
