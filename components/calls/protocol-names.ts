import { PROTOCOL_LABELS } from "@/lib/records/call-names.schema";

/** Protocols as people write them. */
const NAMES: Record<string, string> = PROTOCOL_LABELS;

export function protocolName(protocol: string): string {
  return NAMES[protocol] ?? protocol;
}

/** What kind of thing a callee is. */
const KINDS: Record<string, string> = {
  agent: "Agent",
  "mcp-server": "MCP server",
  model: "Model",
  policy: "Policy",
  "review-rule": "Review rule",
  user: "Person",
  service: "Service",
  tool: "Tool",
};

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind;
}
