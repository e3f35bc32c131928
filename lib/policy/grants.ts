import type { ArgumentConstraint, ToolGrant } from "@/lib/identity/principal";
import { unmetConstraint } from "./argument-constraint";

export { narrowGrants } from "./narrow-grants";

/** One use of a tool, as task grants see it. */
export interface ToolUse {
  server: string;
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
}

/** Allowed, or why not: no grant names the tool, or the arguments break what each grant for it asks. `counted` are the grants that cover the call, where none does so without a number of uses. */
export type GrantVerdict =
  | { allowed: true; counted?: readonly ToolGrant[] }
  | { allowed: false; reason: string };

/**
 * Whether a task's grants cover a tool call. One grant that fits is enough. Undefined grants mean that policy alone rules; an empty list covers nothing.
 */
export function checkGrants(grants: readonly ToolGrant[] | undefined, use: ToolUse): GrantVerdict {
  if (grants === undefined) return { allowed: true };
  const counted: ToolGrant[] = [];
  let reason: string | undefined;
  for (const grant of grants) {
    if (grant.server !== use.server || grant.tool !== use.tool) continue;
    const problem = unmetArgument(grant, use.arguments);
    if (problem !== undefined) reason ??= problem;
    else if (grant.uses === undefined) return { allowed: true };
    else counted.push(grant);
  }
  if (counted.length > 0) return { allowed: true, counted };
  return {
    allowed: false,
    reason: reason ?? `The task grants no use of ${use.server}/${use.tool}.`,
  };
}

/**
 * Whether a task grant that covers the call fixes every argument that is given: nothing in it was left for the caller to choose.
 */
export function pinsArguments(grants: readonly ToolGrant[] | undefined, use: ToolUse): boolean {
  return (grants ?? []).some(
    (grant) =>
      grant.server === use.server &&
      grant.tool === use.tool &&
      unmetArgument(grant, use.arguments) === undefined &&
      Object.keys(use.arguments).every((name) => isFixed(constraintOn(grant, name))),
  );
}

function isFixed(constraint: ArgumentConstraint | undefined): boolean {
  return constraint !== undefined && (constraint.equals !== undefined || constraint.oneOf !== undefined);
}

function constraintOn(grant: ToolGrant, name: string): ArgumentConstraint | undefined {
  return grant.arguments && Object.hasOwn(grant.arguments, name) ? grant.arguments[name] : undefined;
}

function unmetArgument(grant: ToolGrant, given: Readonly<Record<string, unknown>>): string | undefined {
  const constraints: readonly [string, ArgumentConstraint][] = Object.entries(grant.arguments ?? {});
  for (const [name, constraint] of constraints) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const problem = unmetConstraint(constraint, value);
    if (problem !== undefined)
      return `The task grants ${grant.server}/${grant.tool} only when ${name} ${problem}.`;
  }
  const extra =
    grant.exact && Object.keys(given).find((name) => given[name] !== undefined && !constraintOn(grant, name));
  if (extra !== undefined)
    return `The task grants ${grant.server}/${grant.tool} only when ${JSON.stringify(extra)} is left out.`;
  return undefined;
}
