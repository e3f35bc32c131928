import { z } from "zod";

const schema = z.record(z.string(), z.unknown());

export const describeInput = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]).describe("As discover said it."),
  name: z.string().min(1).max(100).describe("Its name on the mesh."),
});

/** One thing that can be done with an asset. */
const assetOperation = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  inputSchema: schema.optional(),
  outputSchema: schema.optional(),
  annotations: schema.optional(),
  /** Whether policy could let the caller do it; a call is ruled with its arguments when it is made. */
  allowed: z.boolean(),
});

export const described = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  domain: z.string(),
  dataClass: z.string(),
  certified: z.boolean(),
  lifecycle: z.string(),
  version: z.number().int(),
  /** SHA-256 of the version's canonical JSON, in hex. */
  digest: z.string(),
  tags: z.array(z.string()),
  /** Where the mesh serves it. */
  url: z.string(),
  /** What it speaks there. */
  protocol: z.string(),
  operations: z.array(assetOperation),
  /** Whether the caller may use any of it. */
  allowed: z.boolean(),
  /** How to get allowed, where policy permits none of it. */
  remedy: z.unknown().optional(),
});
export type Described = z.infer<typeof described>;
