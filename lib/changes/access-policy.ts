import { digestOf } from "@/lib/core/canonical-json";
import type { EntityRef } from "@/lib/policy/decision";
import type { AccessRequest } from "./request-access.schema";

const USES = {
  agent: { type: "Agent", actions: ['Action::"invokeAgent"'] },
  model: { type: "Model", actions: ['Action::"useModel"'] },
  "mcp-server": { type: "McpServer", actions: ['Action::"readResource"', 'Action::"getPrompt"'] },
} as const;
const MOST_NAME = 100;

type Wish = Pick<AccessRequest, "kind" | "name" | "operations">;

/**
 * The Cedar policy that an access request stands for: one principal, one callee, the operations that were asked for, and an end.
 * @param until seconds since 1970; compared with `context.time`
 */
export function accessPolicyText(who: EntityRef, wish: Wish, until: number): string {
  const { type } = USES[wish.kind];
  return [
    `@id(${quoted(accessPolicyName(who, wish))})`,
    `@title(${quoted(`${who.type} ${who.id} may use ${wish.kind} ${wish.name} until ${dayOf(until)}`)})`,
    "permit (",
    `  principal == ${who.type}::${quoted(who.id)},`,
    `  action in [${actionsOf(wish).join(", ")}],`,
    `  resource in ${type}::${quoted(wish.name)}`,
    ")",
    `when { context.time < ${until} };`,
    "",
  ].join("\n");
}

/** One policy for each caller and callee: asking again changes it. What had to be shortened or respelt, or could be read in two ways, ends in a digest, so that no two pairs share a policy. */
export function accessPolicyName(who: EntityRef, { kind, name }: Wish): string {
  const wanted = `access-${who.type.toLowerCase()}-${who.id}-to-${kind}-${name}`;
  const plain = wanted.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
  const clear = plain === wanted && plain.length <= MOST_NAME && plain.split("-to-").length === 2;
  if (clear) return plain;
  const digest = digestOf([who.type, who.id, kind, name]).slice(0, 16);
  return `${plain.slice(0, MOST_NAME - digest.length - 1)}-${digest}`;
}

/** What may be used may be found. */
function actionsOf({ kind, name, operations }: Wish): string[] {
  const discover = 'Action::"discover"';
  if (kind !== "mcp-server") return [discover, ...USES[kind].actions];
  if (!operations) return [discover, 'Action::"callTool"', ...USES[kind].actions];
  return [discover, ...operations.map((tool) => `Action::${quoted(`callTool:${name}/${tool}`)}`)];
}

/** A Cedar string literal. JSON escapes quotes, backslashes and control characters in the same way, but for those beyond the first plane. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, "\\u{$1}");
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
