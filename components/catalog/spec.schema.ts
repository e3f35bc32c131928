import { z } from "zod";

/* What the screens read of each kind's spec. The registry owns the whole shape; members that a screen does not draw may change without it. */

const auth = z.object({
  type: z.string(),
  secret: z.string().optional(),
  header: z.string().optional(),
});
export type AuthView = z.infer<typeof auth>;

export const agentView = z.object({
  card: z.looseObject({}).optional(),
  cardUrl: z.string(),
  interfaces: z.array(z.object({ url: z.string(), binding: z.string(), version: z.string() })),
  skills: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) }),
  ),
  streaming: z.boolean(),
  pushNotifications: z.boolean(),
  auth,
  signedBy: z.object({ thumbprint: z.string(), kid: z.string(), keySource: z.string() }).optional(),
});
export type AgentView = z.infer<typeof agentView>;

export const mcpServerView = z.object({
  url: z.string(),
  revisions: z.array(z.string()),
  serverInfo: z.looseObject({ name: z.string().optional(), version: z.string().optional() }).optional(),
  instructions: z.string().optional(),
  tools: z.array(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      inputSchema: z.unknown(),
      outputSchema: z.unknown().optional(),
      annotations: z.record(z.string(), z.unknown()).optional(),
      digest: z.string(),
    }),
  ),
  auth,
});
export type McpServerView = z.infer<typeof mcpServerView>;
export type ToolView = McpServerView["tools"][number];

const rates = z.object({
  input: z.string(),
  output: z.string(),
  cachedInput: z.string().optional(),
  cacheWrite: z.string().optional(),
  cacheWriteLong: z.string().optional(),
  reasoning: z.string().optional(),
});
const rateTable = rates.extend({ tiers: z.array(rates.extend({ aboveInput: z.number() })).optional() });
export type RatesView = z.infer<typeof rates>;

export const modelView = z.object({
  api: z.string(),
  url: z.string(),
  upstreamModel: z.string(),
  capabilities: z.array(z.string()),
  auth,
  price: rateTable
    .extend({ currency: z.string(), services: z.record(z.string(), rateTable).optional() })
    .optional(),
});
export type ModelView = z.infer<typeof modelView>;

export const policyView = z.object({ text: z.string(), guardrail: z.boolean() });

const AUTH: Record<string, string> = {
  none: "None",
  badge: "Badge of the mesh",
  bearer: "Bearer token from the vault",
  header: "Header from the vault",
};

/** How the mesh proves itself to an upstream, in words. A stored credential is named, never shown. */
export function authName({ type, secret, header }: AuthView): string {
  const named = secret ? `: secret ${secret}` : "";
  return `${AUTH[type] ?? type}${header ? ` (${header})` : ""}${named}`;
}
