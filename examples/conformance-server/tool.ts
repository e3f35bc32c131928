import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";

/** Which generation of the protocol a tool belongs to: `session` up to 2025-11-25, `modern` from 2026-07-28. */
export type Era = "session" | "modern";

/** What a tool may answer with: its result, a question to the client, or the head of a task. */
export type ToolAnswer = CallToolResult | InputRequiredResult | Record<string, unknown>;

export interface ConformanceTool {
  name: string;
  description: string;
  /** JSON Schema of the arguments; any object when missing. */
  inputSchema?: Record<string, unknown>;
  /** Both generations when missing. */
  era?: Era;
  run(args: Record<string, unknown>, ctx: ServerContext): ToolAnswer | Promise<ToolAnswer>;
}

export function text(said: string): CallToolResult {
  return { content: [{ type: "text", text: said }] };
}

/** A schema of one form with these properties, all required unless said otherwise. */
export function form(
  properties: Record<string, Record<string, unknown>>,
  required = Object.keys(properties),
) {
  return { type: "object" as const, properties, required };
}
