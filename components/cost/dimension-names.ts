import { type CostDimension, readDimensionValue } from "@/lib/cost/cost-names.schema";

/** What money is grouped by, in words. `none` names calls that have no such value. */
export const DIMENSION_NAMES = {
  domain: { label: "Domain", one: "domain", many: "domains", none: "No domain" },
  caller: { label: "Caller", one: "caller", many: "callers", none: "No caller" },
  callee: { label: "Called", one: "callee", many: "callees", none: "No callee" },
  model: { label: "Model", one: "model", many: "models", none: "No model" },
  operation: { label: "Operation", one: "operation", many: "operations", none: "No operation" },
  task: { label: "Task", one: "task", many: "tasks", none: "No task" },
  subject: { label: "On behalf of", one: "subject", many: "subjects", none: "Nobody" },
} as const satisfies Record<CostDimension, { label: string; one: string; many: string; none: string }>;

/** A value in words. Values are strangers' text: shown as they are, as text. */
export function valueName(dimension: CostDimension, value: string | null): string {
  return value ?? DIMENSION_NAMES[dimension].none;
}

/** A filter's value in words: `Model gpt-5`. */
export function filterName(text: string): string {
  const read = readDimensionValue(text);
  if (!read) return text;
  const { label } = DIMENSION_NAMES[read.dimension];
  return read.value === null ? valueName(read.dimension, null) : `${label} ${read.value}`;
}
