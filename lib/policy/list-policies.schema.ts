import { z } from "zod";

export const listedPolicy = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  domain: z.string(),
  guardrail: z.boolean(),
  lifecycle: z.enum(["draft", "active", "deprecated", "retired"]),
  /** Why it is out of force, if it is. */
  suspendedReason: z.string().nullable(),
  version: z.number().int(),
  /** When its text was last changed. */
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
  permits: z.number().int(),
  forbids: z.number().int(),
  tests: z.number().int(),
  /** Calls that its policies refused or held in the last 24 hours. */
  refused: z.number().int(),
  /** Ids of the policies in it. */
  ids: z.array(z.string()),
});
export type ListedPolicy = z.infer<typeof listedPolicy>;

export const listPoliciesOutput = z.object({
  /** Guardrails first, then by domain and name. */
  items: z.array(listedPolicy),
  /** Calls of the last 24 hours that were refused because no policy permits them. */
  unpermitted: z.number().int(),
  /** Calls of the last 24 hours that were looked at for this, and whether these were all. */
  looked: z.number().int(),
  lookedAtAll: z.boolean(),
});
export type ListPoliciesOutput = z.infer<typeof listPoliciesOutput>;
