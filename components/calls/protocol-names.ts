import { PROTOCOL_LABELS } from "@/lib/records/call-names.schema";

/** Protocols as people write them. */
const NAMES: Record<string, string> = PROTOCOL_LABELS;

export function protocolName(protocol: string): string {
  return NAMES[protocol] ?? protocol;
}

/** What kind of thing an asset or a caller is. */
const KINDS: Record<string, string> = {
  agent: "Agent",
  "mcp-server": "MCP server",
  model: "Model",
  api: "API",
  stream: "Stream",
  workflow: "Workflow",
  prompt: "Prompt",
  policy: "Policy",
  "review-rule": "Review rule",
  dataset: "Dataset",
  "golden-examples": "Golden examples",
  suite: "Evaluation suite",
  "price-table": "Price table",
  budget: "Budget",
  limit: "Limit",
  user: "Person",
  service: "Service",
  tool: "Tool",
};

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind;
}
