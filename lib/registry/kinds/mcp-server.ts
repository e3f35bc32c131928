import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

const party = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

/** A list that is missing narrows nothing; an empty one leaves nobody. */
const toolAccess = z.strictObject({
  /** Agents by name. */
  agents: z.array(party).max(1000).optional(),
  /** Agents of these domains. */
  domains: z.array(party).max(200).optional(),
});

/** A tool as it was when the server was registered. `digest` covers everything that a model reads: any later difference suspends the tool. */
export const pinnedTool = z.object({
  name: z.string().min(1).max(200),
  title: z.string().max(500).optional(),
  description: z.string().max(20_000).optional(),
  inputSchema: z.record(z.string(), z.unknown()),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
  digest: z.string().length(64),
  /** Who may use it at most, below what policies permit. It is the mesh's own word, not the server's, so the digest does not cover it. */
  access: toolAccess.optional(),
});

/** An MCP server behind the mesh (Streamable HTTP). */
export const mcpServerSpec = z.object({
  url: z.url().max(2000),
  /** Protocol revisions that the server answers. `2026-07-28` is the generation without sessions. */
  revisions: z.array(z.string().max(20)).min(1).max(10),
  serverInfo: z.record(z.string(), z.unknown()),
  capabilities: z.record(z.string(), z.unknown()),
  instructions: z.string().max(20_000).optional(),
  tools: z.array(pinnedTool).max(1000),
  auth: upstreamAuth,
});

export type PinnedTool = z.infer<typeof pinnedTool>;
export type McpServerSpec = z.infer<typeof mcpServerSpec>;
