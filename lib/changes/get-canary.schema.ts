import { z } from "zod";

/** One of the two versions since the share was given. */
export const versionFigures = z.object({
  version: z.number().int(),
  /** SHA-256 in hex: what the records of its calls cite. */
  digest: z.string(),
  /** Calls that reached it. */
  calls: z.number().int(),
  /** Among them, and those whose end is not known. */
  failed: z.number().int(),
  /** Latency of the answered ones, in microseconds. */
  p50Us: z.number().nullable(),
  p95Us: z.number().nullable(),
  /** Exact decimal text by currency. */
  costs: z.array(z.object({ currency: z.string(), cost: z.string() })),
});
export type VersionFigures = z.infer<typeof versionFigures>;

export const canaryFigures = z.object({
  /** Per cent. */
  share: z.number().int(),
  since: z.iso.datetime(),
  items: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      /** What is live; null when its version is not kept. */
      before: versionFigures.nullable(),
      after: versionFigures.nullable(),
    }),
  ),
});
export type CanaryFigures = z.infer<typeof canaryFigures>;
