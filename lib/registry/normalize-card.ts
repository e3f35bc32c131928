import { MeshError } from "@/lib/core/errors";
import { type AgentSpec, agentSpec } from "./kinds/agent";

/** Something about a card that whoever registers it should know. An error keeps it from being registered. */
export interface CardProblem {
  severity: "error" | "warning";
  message: string;
}

export interface NormalizedCard {
  /** Undefined when a problem is an error. */
  spec: AgentSpec | undefined;
  title: string;
  description: string;
  problems: CardProblem[];
}

type JsonObject = Record<string, unknown>;
type Interface = AgentSpec["interfaces"][number];

/**
 * An agent's spec from its card, of A2A 1.0 or 0.3. The card itself is kept untouched; what the mesh works with (addresses, skills, abilities) is read out of it.
 * @param card the parsed JSON @param cardUrl where it came from; relative addresses in it are taken from there
 */
export function normalizeCard(card: unknown, cardUrl: string): NormalizedCard {
  const problems: CardProblem[] = [];
  const source = objectOf(card);
  if (!source) {
    problems.push({ severity: "error", message: "The card is not a JSON object." });
    return { spec: undefined, title: "", description: "", problems };
  }
  const interfaces = interfacesOf(source, cardUrl, problems);
  const capabilities = objectOf(source.capabilities) ?? {};
  const parsed = agentSpec.safeParse({
    card: source,
    cardUrl,
    interfaces,
    skills: skillsOf(source, problems),
    streaming: capabilities.streaming === true,
    pushNotifications: (capabilities.pushNotifications ?? capabilities.push_notifications) === true,
    auth: authOf(source, problems),
  });
  if (!parsed.success && interfaces.length > 0) {
    for (const issue of parsed.error.issues.slice(0, 10)) {
      problems.push({ severity: "error", message: `${issue.path.join(".")}: ${issue.message}` });
    }
  }
  const failed = problems.some((problem) => problem.severity === "error");
  return {
    spec: parsed.success && !failed ? parsed.data : undefined,
    title: textOf(source.name).slice(0, 200),
    description: textOf(source.description).slice(0, 4000),
    problems,
  };
}

function interfacesOf(card: JsonObject, cardUrl: string, problems: CardProblem[]): Interface[] {
  const declared = Array.isArray(card.supportedInterfaces) ? card.supportedInterfaces : [];
  const entries = declared.length > 0 ? declared : legacyInterfaces(card);
  const seen = new Map<string, Interface>();
  for (const entry of entries) {
    const found = interfaceOf(objectOf(entry) ?? {}, cardUrl);
    if (typeof found === "string") problems.push({ severity: "warning", message: found });
    else seen.set(JSON.stringify(found), found);
  }
  const interfaces = [...seen.values()].slice(0, 20);
  if (!interfaces.some(({ binding }) => binding !== "GRPC")) {
    problems.push({
      severity: "error",
      message:
        "The card offers no interface that the mesh can speak: JSON-RPC or HTTP+JSON of A2A 1.0 or 0.3.",
    });
  }
  for (const host of new Set(interfaces.map(({ url }) => new URL(url).host))) {
    if (host !== new URL(cardUrl).host) {
      problems.push({
        severity: "warning",
        message: `The agent answers on ${host}, which is not where its card is.`,
      });
    }
  }
  return interfaces;
}

/** 0.3 has one address with its transport and lists the others beside it (0.3 section 5.6). */
function legacyInterfaces(card: JsonObject): JsonObject[] {
  const version = card.protocolVersion ?? "0.3";
  const others = Array.isArray(card.additionalInterfaces) ? card.additionalInterfaces : [];
  const main =
    card.url === undefined ? [] : [{ url: card.url, transport: card.preferredTransport ?? "JSONRPC" }];
  return [...main, ...others].map((entry) => {
    const { url, transport } = objectOf(entry) ?? {};
    return { url, protocolBinding: transport, protocolVersion: version };
  });
}

/** The interface, or what is wrong with it. */
function interfaceOf(entry: JsonObject, cardUrl: string): Interface | string {
  const binding = textOf(entry.protocolBinding).toUpperCase();
  if (binding !== "JSONRPC" && binding !== "HTTP+JSON" && binding !== "GRPC") {
    return `An interface has the binding ${quoted(entry.protocolBinding)}, which the mesh does not know.`;
  }
  const version = /^(1\.0|0\.3)(\.\d+)?$/.exec(textOf(entry.protocolVersion))?.[1];
  if (version === undefined) {
    return `An interface speaks A2A ${quoted(entry.protocolVersion)}, which the mesh does not know.`;
  }
  try {
    const url = new URL(textOf(entry.url), cardUrl).href;
    const tenant = textOf(entry.tenant);
    return { url, binding, version: version as "1.0" | "0.3", ...(tenant ? { tenant } : {}) };
  } catch {
    return `An interface has the address ${quoted(entry.url)}, which is none.`;
  }
}

function skillsOf(card: JsonObject, problems: CardProblem[]): AgentSpec["skills"] {
  const skills: AgentSpec["skills"] = [];
  for (const entry of Array.isArray(card.skills) ? card.skills : []) {
    const skill = objectOf(entry);
    const id = textOf(skill?.id).slice(0, 200);
    if (!skill || id === "") {
      problems.push({ severity: "warning", message: "A skill without an id is left out." });
      continue;
    }
    skills.push({
      id,
      name: (textOf(skill.name) || id).slice(0, 200),
      description: textOf(skill.description).slice(0, 4000),
      tags: (Array.isArray(skill.tags) ? skill.tags : [])
        .map((tag) => textOf(tag).slice(0, 100))
        .filter(Boolean)
        .slice(0, 50),
    });
  }
  if (skills.length === 0) {
    problems.push({
      severity: "warning",
      message: "The card names no skills: nobody will find the agent by what it can do.",
    });
  }
  return skills.slice(0, 200);
}

/** An agent that asks for no credential gets none. One that does gets a badge of the mesh until someone says otherwise. */
function authOf(card: JsonObject, problems: CardProblem[]): AgentSpec["auth"] {
  const asked = [card.securityRequirements, card.security].some(
    (list) => Array.isArray(list) && list.length > 0,
  );
  if (!asked) return { type: "none" };
  problems.push({
    severity: "warning",
    message: "The agent asks for a credential. It gets a badge of the mesh unless a stored secret is chosen.",
  });
  return { type: "badge" };
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function quoted(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : "(none)";
}

/** The card's spec. @throws MeshError `upstream_invalid` naming what keeps the card from being registered */
export function specOrThrow(card: Pick<NormalizedCard, "spec" | "problems">): AgentSpec {
  if (card.spec) return card.spec;
  const reasons = card.problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
  throw new MeshError("upstream_invalid", `The agent card cannot be used. ${reasons.join(" ")}`);
}
