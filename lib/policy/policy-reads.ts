import type { PolicyJson } from "./cedar-wasm";

/**
 * Whether a policy's body may look at the arguments of a tool call: it reads or tests `context.args`, or uses the context as a whole. When in doubt, yes.
 */
export function readsArguments(policy: PolicyJson): boolean {
  return policy.conditions.some((clause) => mayRead("args", clause.body));
}

/** Whether a policy's body may look at the labels of the task. When in doubt, yes. */
export function readsLabels(policy: PolicyJson): boolean {
  return policy.conditions.some((clause) => mayRead("labels", clause.body));
}

/** The tools' own actions that a policy names anywhere, such as `callTool:crm/update`. */
export function namedToolActions(policy: PolicyJson): string[] {
  const found = new Set<string>();
  collectToolActions(policy, found);
  return [...found].sort();
}

/** `attribute` of the context. */
function mayRead(attribute: string, expr: unknown): boolean {
  if (typeof expr !== "object" || expr === null) return false;
  if (isContext(expr)) return true;
  return Object.entries(expr).some(([operator, operands]) => {
    const step = operator === "." || operator === "has" ? stepOnContext(operands) : undefined;
    return step === undefined ? mayRead(attribute, operands) : step === attribute;
  });
}

/** The attribute of `context.attr` or `context has attr`; undefined when the step is on something else. */
function stepOnContext(operands: unknown): string | undefined {
  const { left, attr } = operands as { left: unknown; attr: string | string[] };
  if (!isContext(left)) return undefined;
  return typeof attr === "string" ? attr : attr[0];
}

function isContext(expr: unknown): boolean {
  return typeof expr === "object" && expr !== null && (expr as { Var?: unknown }).Var === "context";
}

function collectToolActions(json: unknown, found: Set<string>): void {
  if (typeof json !== "object" || json === null) return;
  const { type, id } = json as { type?: unknown; id?: unknown };
  if (type === "Action" && typeof id === "string" && id.startsWith("callTool:")) found.add(id);
  for (const part of Object.values(json)) collectToolActions(part, found);
}
