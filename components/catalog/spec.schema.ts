import { z } from "zod";

/* What the screens read of each kind's spec. The registry owns the whole shape; members that a screen does not draw may change without it. */

const auth = z.object({ type: z.string() });

export const agentView = z.object({
  cardUrl: z.string(),
  interfaces: z.array(z.object({ url: z.string(), binding: z.string(), version: z.string() })),
  skills: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) }),
  ),
  streaming: z.boolean(),
  pushNotifications: z.boolean(),
  auth,
});
export type AgentView = z.infer<typeof agentView>;

export const mcpServerView = z.object({
  url: z.string(),
  revisions: z.array(z.string()),
  instructions: z.string().optional(),
  tools: z.array(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      inputSchema: z.unknown(),
      outputSchema: z.unknown().optional(),
      digest: z.string(),
    }),
  ),
  auth,
});
export type McpServerView = z.infer<typeof mcpServerView>;

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
export type PolicyView = z.infer<typeof policyView>;

const AUTH: Record<string, string> = {
  none: "None",
  badge: "Badge of the mesh",
  bearer: "Bearer token from the vault",
  header: "Header from the vault",
};

/** How the mesh proves itself to an upstream, in words. */
export function authName({ type }: { type: string }): string {
  return AUTH[type] ?? type;
}
