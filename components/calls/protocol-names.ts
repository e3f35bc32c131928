/** Protocols as people write them. */
const NAMES: Record<string, string> = {
  a2a: "A2A",
  mcp: "MCP",
  openai: "OpenAI",
  anthropic: "Anthropic",
};

export function protocolName(protocol: string): string {
  return NAMES[protocol] ?? protocol;
}

/** What kind of thing a callee is. */
const KINDS: Record<string, string> = {
  agent: "Agent",
  "mcp-server": "MCP server",
  model: "Model",
  policy: "Policy",
};

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind;
}
