import { z } from "zod";

export const listAssetPoliciesInput = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]),
  name: z.string().min(1).max(300),
});

/** A policy in force that can apply to an asset, with why. Texts are from its annotations. */
export const assetPolicy = z.object({
  id: z.string(),
  /** The policy asset that it stands in. */
  asset: z.string(),
  guardrail: z.boolean(),
  domain: z.string(),
  effect: z.enum(["permit", "forbid"]),
  title: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  /** What it asks for besides, such as `approval: human`. */
  obligations: z.array(z.string()),
  parts: z.array(
    z.object({ part: z.enum(["called", "caller"]), because: z.string(), tools: z.array(z.string()) }),
  ),
  /** Cedar. */
  text: z.string(),
});
export type AssetPolicy = z.infer<typeof assetPolicy>;

export const listAssetPoliciesOutput = z.object({ items: z.array(assetPolicy), inForce: z.number().int() });
export type ListAssetPoliciesOutput = z.infer<typeof listAssetPoliciesOutput>;
