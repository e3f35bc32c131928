import type { AssetDetail } from "@/lib/registry/get-asset.schema";
import { contentParts } from "./content-parts";
import { rateTables } from "./rate-tables";
import { agentView, authName, mcpServerView, modelView, policyView, type RatesView } from "./spec.schema";

type Fact = readonly [label: string, value: string];

/** What the first tab shows of an asset, read out of its spec on the server: a browser needs no validator for it. */
export interface AssetOverviewData {
  asset: Omit<AssetDetail, "live" | "versions">;
  /** The version in traffic. */
  live: { version: number; digest: string; createdBy: string; createdAt: string } | null;
  /** Where it answers. */
  endpoints: readonly Fact[];
  /** What else is known of it, from its card or from what it says of itself. */
  facts: readonly Fact[];
  /** What it offers, by name and purpose. */
  offers: readonly { id: string; name: string; text: string }[];
  /** What it says to whoever uses it; a stranger's text. */
  instructions: string | null;
  /** Of a model; empty without a price. */
  prices: readonly { title: string; rates: RatesView }[];
  /** Cedar, of a policy. */
  policy: { text: string; guardrail: boolean } | null;
  /** Of what has no view of its own: its main facts. */
  content: readonly Fact[];
  /** The same as it is written, from its beginning on. */
  spec: { text: string; chars: number } | null;
}

export function overviewOf(detail: AssetDetail): AssetOverviewData {
  const { live, versions: _versions, ...asset } = detail;
  return {
    asset,
    live: live && {
      version: live.version,
      digest: live.digest,
      createdBy: live.createdBy,
      createdAt: live.createdAt,
    },
    ...NOTHING,
    ...(live ? partsOf(detail.kind, live.spec) : {}),
  };
}

type Parts = Omit<AssetOverviewData, "asset" | "live">;

const NOTHING: Parts = {
  endpoints: [],
  facts: [],
  offers: [],
  instructions: null,
  prices: [],
  policy: null,
  content: [],
  spec: null,
};
const YES_NO = (yes: boolean) => (yes ? "Yes" : "No");

function partsOf(kind: string, spec: unknown): Partial<Parts> {
  switch (kind) {
    case "agent":
      return agentParts(spec);
    case "mcp-server":
      return serverParts(spec);
    case "model":
      return modelParts(spec);
    case "policy":
      return { policy: policyView.safeParse(spec).data ?? null };
    default:
      return contentParts(kind, spec);
  }
}

function agentParts(spec: unknown): Partial<Parts> {
  const agent = agentView.safeParse(spec).data;
  if (!agent) return {};
  const { card = {}, signedBy } = agent;
  const provider = textIn(card.provider, "organization");
  return {
    endpoints: [
      ...agent.interfaces.map(({ binding, version, url }): Fact => [`${binding} ${version}`, url]),
      ["Card", agent.cardUrl],
    ],
    facts: [
      ["Credential", authName(agent.auth)],
      ["Provider", provider],
      ["Its own version", textIn(card, "version")],
      ["Streaming", YES_NO(agent.streaming)],
      ["Push notifications", YES_NO(agent.pushNotifications)],
      ["Card signed", signedBy ? `by ${signedBy.kid}, key from ${signedBy.keySource}` : "No"],
    ],
    offers: agent.skills.map(({ id, name, description }) => ({ id, name: name || id, text: description })),
  };
}

function serverParts(spec: unknown): Partial<Parts> {
  const server = mcpServerView.safeParse(spec).data;
  if (!server) return {};
  const { name = "", version = "" } = server.serverInfo ?? {};
  return {
    endpoints: [["Streamable HTTP", server.url]],
    facts: [
      ["Credential", authName(server.auth)],
      ["Calls itself", [name, version].filter(Boolean).join(" ")],
      ["Revisions", server.revisions.join(", ")],
    ],
    offers: server.tools.map((tool) => ({ id: tool.name, name: tool.name, text: tool.description ?? "" })),
    instructions: server.instructions ?? null,
  };
}

function modelParts(spec: unknown): Partial<Parts> {
  const model = modelView.safeParse(spec).data;
  if (!model) return {};
  return {
    endpoints: [[model.api === "openai" ? "OpenAI" : "Anthropic", model.url]],
    facts: [
      ["Credential", authName(model.auth)],
      ["Model there", model.upstreamModel],
      ["Can", model.capabilities.join(", ")],
      ["Price", model.price ? "" : "None is set: tokens are counted, what they cost is unknown"],
    ],
    prices: model.price ? rateTables(model.price) : [],
  };
}

function textIn(value: unknown, name: string): string {
  const found =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === "string" ? found.slice(0, 300) : "";
}
