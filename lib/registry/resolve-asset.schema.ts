import { z } from "zod";

export const resolveAssetInput = z.object({
  kind: z.string().min(1).max(50),
  /** `name`, `name@label`, `name@3`, `name@sha256:<at least 8 digits>`, `name@live`, `name@latest`. */
  ref: z.string().min(1).max(250),
});

export const resolvedAsset = z.object({
  kind: z.string(),
  name: z.string(),
  domain: z.string(),
  title: z.string(),
  description: z.string(),
  lifecycle: z.string(),
  suspendedReason: z.string().nullable(),
  dataClass: z.string(),
  tags: z.array(z.string()),
  version: z.number().int(),
  digest: z.string(),
  /** Whether traffic gets this version. */
  live: z.boolean(),
  labels: z.array(z.string()),
  spec: z.unknown(),
});
