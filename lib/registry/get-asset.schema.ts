import { z } from "zod";
import { assetSummary } from "./list-assets.schema";

export const assetVersion = z.object({
  version: z.number().int(),
  /** SHA-256 of the version's canonical JSON, in hex. */
  digest: z.string(),
  spec: z.unknown(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});

/** An asset with its versions, newest first. */
export const assetDetail = assetSummary.extend({
  createdAt: z.iso.datetime(),
  live: assetVersion.nullable(),
  versions: z.array(assetVersion.omit({ spec: true })),
  /** Names that point at versions. */
  labels: z.array(
    z.object({
      label: z.string(),
      version: z.number().int(),
      digest: z.string(),
      setBy: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type AssetDetail = z.infer<typeof assetDetail>;
