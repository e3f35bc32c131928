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
  const conditions = splitClauses(policy.text);
  const end = conditions.length > 0 ? ", if:" : ".";
  return {
    sentence: `${whoWords(principal, policy.effect)} ${doesWords(action, resource)}${end}`,
    conditions,
    asksFor: OBLIGATION_ANNOTATIONS.flatMap((kind) => {
      const value = policy.annotations[kind];
      return value ? [`${kind}: ${value}`] : [];
    }),
  };
}

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

function whoWords({ equal, inside, type }: Constraint, effect: ParsedPolicy["effect"]): string {
  if (equal) return `The ${named(equal)} ${effect === "permit" ? "may" : "may not"}`;
  const [all, none] =
    type === undefined ? ["Everyone", "Nobody"] : [`Any ${TYPES[type] ?? type}`, `No ${TYPES[type] ?? type}`];
  const whom = effect === "permit" ? all : none;
  return `${inside ? `${whom} ${insideWords(inside)}` : whom} may`;
}

/** What is done with what. A tool's own action says which tool it is, so the resource need not. */
function doesWords(action: Constraint, resource: Constraint): string {
  const actions = action.equal ? [action.equal] : action.inside;
  if (!actions) return `do anything with ${whatWords(resource)}`;
  const tools = actions.flatMap(({ id }) => (id.startsWith(TOOL) ? [id.slice(TOOL.length)] : []));
  if (tools.length === actions.length)
    return `use the ${tools.length === 1 ? "tool" : "tools"} ${tools.join(", ")}`;
  if (actions.length === 1 && actions[0]?.id === "callTool") return `use ${toolWords(resource)}`;
  return `${actions.map(({ id }) => VERBS[id] ?? id).join(" or ")} ${whatWords(resource)}`;
}

const TOOL = "callTool:";

function toolWords({ equal, inside }: Constraint): string {
  if (equal) return `the ${named(equal)}`;
  if (inside?.every(({ type }) => type === "McpServer"))
    return `any tool of ${inside.map((uid) => `the ${named(uid)}`).join(" or ")}`;
  return inside ? `any tool ${insideWords(inside)}` : "any tool";
}

function whatWords({ equal, inside, type }: Constraint): string {
  if (equal) return `the ${named(equal)}`;
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
