import type { Risk } from "./change-names.schema";

/** What a risk is judged by: a summary of an item has it all. */
export interface RiskyItem {
  kind: string;
  op: "put" | "state" | "label" | "certify";
  baseVersion: number | null;
}

const RULES: readonly string[] = ["policy", "review-rule"];
const MONEY: readonly string[] = ["budget", "limit", "price-table"];
const CALLED: readonly string[] = ["agent", "mcp-server", "model", "api", "stream", "workflow"];

/** How much is at stake, so that reviewers look first at what matters: high for rules about who may do what, medium for what spends money or answers calls today, low for the rest. */
export function riskOf(items: readonly RiskyItem[]): Risk {
  if (items.some(({ kind }) => RULES.includes(kind))) return "high";
  const live = items.some(({ kind, baseVersion }) => CALLED.includes(kind) && baseVersion !== null);
  return live || items.some(({ kind }) => MONEY.includes(kind)) ? "medium" : "low";
}
