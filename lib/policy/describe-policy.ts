import { type Constraint, readScopes } from "./compile/compile-scope";
import type { EntityUid } from "./compile/evaluation";
import { OBLIGATION_ANNOTATIONS, type ParsedPolicy } from "./parse-policies";
import { splitClauses } from "./split-clauses";

/** A policy in plain words, in the parts that a reader looks for. */
export interface PolicyWords {
  /** Who may, or may not, do what with what. */
  sentence: string;
  /** Its conditions as Cedar: what must hold, and what must not. */
  conditions: { kind: "when" | "unless"; text: string }[];
  /** What it asks for besides. */
  asksFor: string[];
}

/** Says whom a policy speaks of, what it lets them do or not, and under which conditions, which stay in Cedar because words would only be less exact. */
export function describePolicy(policy: ParsedPolicy): PolicyWords {
  const { principal, action, resource } = readScopes(policy.est);
  const who = whoWords(principal);
  const may = policy.effect === "permit" ? "may" : "may not";
  const conditions = splitClauses(policy.text);
  const end = conditions.length > 0 ? ", if:" : ".";
  return {
    sentence: `${who} ${may} ${actionWords(action)} ${whatWords(resource, action)}${end}`,
    conditions,
    asksFor: OBLIGATION_ANNOTATIONS.flatMap((kind) => {
      const value = policy.annotations[kind];
      return value ? [`${kind}: ${value}`] : [];
    }),
  };
}

const PLURALS: Record<string, string> = {
  Agent: "agents",
  Service: "programs",
  User: "people",
  McpServer: "MCP servers",
  Tool: "tools",
  Model: "models",
};

const TYPES: Record<string, string> = {
  Agent: "agent",
  Service: "program",
  User: "person",
  McpServer: "MCP server",
  Tool: "tool",
  Model: "model",
  Domain: "domain",
  Mesh: "mesh",
};

function whoWords({ equal, inside, type }: Constraint): string {
  if (equal) return `The ${named(equal)}`;
  const whom = type === undefined ? "Everyone" : `All ${PLURALS[type] ?? type}`;
  return inside ? `${whom} ${insideWords(inside)}` : whom;
}

function whatWords({ equal, inside, type }: Constraint, action: Constraint): string {
  if (equal) return `the ${named(equal)}`;
  if (!inside && type === undefined && action.equal?.id.startsWith("callTool:")) return "on its server";
  const what = type === undefined ? "anything" : `any ${TYPES[type] ?? type}`;
  return inside ? `${what} ${insideWords(inside)}` : what;
}

function insideWords(inside: readonly EntityUid[]): string {
  if (inside.length === 1 && inside[0]?.type === "Mesh") return "on the mesh";
  return `in ${inside.map((uid) => `the ${named(uid)}`).join(" or ")}`;
}

function named({ type, id }: EntityUid): string {
  return `${TYPES[type] ?? type} ${id}`;
}

const VERBS: Record<string, string> = {
  discover: "see",
  invokeAgent: "call",
  callTool: "use tools of",
  readResource: "read from",
  getPrompt: "get prompts from",
  useModel: "use",
};

function actionWords({ equal, inside }: Constraint): string {
  const actions = equal ? [equal] : inside;
  if (!actions) return "do anything with";
  return actions.map(({ id }) => toolWords(id) ?? VERBS[id] ?? id).join(" or ");
}

function toolWords(id: string): string | undefined {
  return id.startsWith("callTool:") ? `use the tool ${id.slice("callTool:".length)} of` : undefined;
}
