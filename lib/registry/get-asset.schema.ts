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
});
export type AssetDetail = z.infer<typeof assetDetail>;
