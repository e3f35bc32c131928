import { type Constraint, readScopes } from "./compile/compile-scope";
import type { EntityUid } from "./compile/evaluation";
import { sameUid } from "./compile/values";
import type { ParsedPolicy, PolicySource } from "./parse-policies";
import { CALL_TOOL_GROUP, toolActionId } from "./request-env";

/** An asset as policies can speak of it. */
export interface PolicySubject {
  kind: "agent" | "mcp-server" | "model";
  name: string;
  domain: string;
  /** Names of the tools, of an MCP server. */
  tools: readonly string[];
}

/** In which part a policy can speak of the asset: as what is called, or as the one who calls. */
export type PolicyPart = "called" | "caller";

export interface Applicability {
  part: PolicyPart;
  /** Why its head fits, as words that end a sentence: `names it`, `speaks of everything in the domain sales`. */
  because: string;
  /** Tools that it speaks of; empty for all of what fits. */
  tools: readonly string[];
}

/**
 * Whether a policy can apply to calls of an asset or by it, judged by its head and by the wall of the domain that wrote it, as the engine slices policies. What its conditions say depends on the call and is
 * not judged.
 */
export function applicabilityOf(
  policy: ParsedPolicy,
  source: PolicySource,
  subject: PolicySubject,
): Applicability[] {
  const { principal, action, resource } = readScopes(policy.est);
  const domain = source.guardrail ? undefined : source.domain;
  const found: Applicability[] = [];
  const called = calledBy(resource, action, subject);
  if (called && (domain === undefined || policy.effect === "forbid" || domain === subject.domain)) {
    // A domain's forbid reaches beyond its own assets through its callers alone.
    const own = domain === undefined || domain === subject.domain;
    const suffix = own ? "" : `, for callers of the domain ${domain}`;
    found.push({ part: "called", because: called.because + suffix, tools: called.tools });
  }
  if (subject.kind === "agent") {
    const because = reasonFor(principal, [entityOf(subject)], subject);
    // As the caller an agent is of interest where the policy says something about callers.
    const speaksOfCallers = principal.equal ?? principal.inside ?? principal.type;
    if (because && speaksOfCallers) found.push({ part: "caller", because, tools: [] });
  }
  return found;
}

const TYPES = { agent: "Agent", "mcp-server": "McpServer", model: "Model" } as const;

/** Actions that can be asked of each kind. */
const ACTIONS = {
  agent: ["discover", "invokeAgent"],
  "mcp-server": ["discover", "callTool", "readResource", "getPrompt"],
  model: ["discover", "useModel"],
} as const;

function calledBy(
  resource: Constraint,
  action: Constraint,
  subject: PolicySubject,
): { because: string; tools: string[] } | undefined {
  const tools = toolsNamed(action, subject);
  if (tools === undefined) return undefined;
  const entities = [entityOf(subject), ...subject.tools.map((tool) => toolEntity(subject, tool))];
  const because = reasonFor(resource, entities, subject);
  if (!because) return undefined;
  const named = resource.equal?.type === "Tool" ? [resource.equal.id.slice(subject.name.length + 1)] : tools;
  return { because: named.length > 0 ? "names its tools" : because, tools: named };
}

/** Tools whose own action is named; empty when the action is wider; undefined when no action fits the kind. */
function toolsNamed(action: Constraint, subject: PolicySubject): string[] | undefined {
  const named = action.equal ? [action.equal] : action.inside;
  if (!named) return [];
  const groups: readonly string[] = ACTIONS[subject.kind];
  if (
    named.some(
      ({ id }) => groups.includes(id) || (id === CALL_TOOL_GROUP.id && subject.kind === "mcp-server"),
    )
  )
    return [];
  const tools = subject.tools.filter((tool) =>
    named.some(({ id }) => id === toolActionId(`${subject.name}/${tool}`)),
  );
  return tools.length > 0 ? tools : undefined;
}

function reasonFor(
  constraint: Constraint,
  entities: readonly EntityUid[],
  subject: PolicySubject,
): string | undefined {
  const { equal, inside, type } = constraint;
  if (equal) return entities.some((entity) => sameUid(entity, equal)) ? "names it" : undefined;
  if (type !== undefined && !entities.some((entity) => entity.type === type)) return undefined;
  if (inside) {
    const target = inside.find((uid) => isAbove(uid, entities, subject));
    return target && wordsFor(target, subject);
  }
  return type === undefined ? "speaks of everything" : `speaks of every ${TYPE_WORDS[type] ?? type}`;
}

const TYPE_WORDS: Record<string, string> = {
  Agent: "agent",
  McpServer: "MCP server",
  Tool: "tool",
  Model: "model",
};

function isAbove(uid: EntityUid, entities: readonly EntityUid[], { domain }: PolicySubject): boolean {
  if (uid.type === "Mesh") return true;
  if (uid.type === "Domain") return uid.id === domain;
  return entities.some((entity) => sameUid(entity, uid));
}

function wordsFor(uid: EntityUid, { name }: PolicySubject): string {
  if (uid.type === "Mesh") return "speaks of the whole mesh";
  if (uid.type === "Domain") return `speaks of everything in the domain ${uid.id}`;
  return uid.id === name ? "names it" : `names ${uid.id}`;
}

function entityOf({ kind, name }: PolicySubject): EntityUid {
  return { type: TYPES[kind], id: name };
}

function toolEntity({ name }: PolicySubject, tool: string): EntityUid {
  return { type: "Tool", id: `${name}/${tool}` };
}
