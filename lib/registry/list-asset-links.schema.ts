import { z } from "zod";
import { assetRef } from "./asset-ref.schema";
import { party } from "./get-asset-traffic.schema";

export const listAssetLinksInput = assetRef;

/** What uses an asset and what it uses, seen in the calls of the last 30 days. */
export const listAssetLinksOutput = z.object({ usedBy: z.array(party), uses: z.array(party) });
export type ListAssetLinksOutput = z.infer<typeof listAssetLinksOutput>;
