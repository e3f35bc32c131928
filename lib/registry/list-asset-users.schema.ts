import { z } from "zod";
import { assetRef } from "./asset-ref.schema";
import { party } from "./get-asset-traffic.schema";

export const listAssetUsersInput = assetRef;

/** What still uses an asset: what in service names it, and who has reached it lately. */
export const assetUsers = z.object({
  /** Assets in service whose content names it, and where. */
  declared: z.array(z.object({ kind: z.string(), name: z.string(), path: z.string() })),
  /** Who has reached it in the last 7 days, the most frequent first. */
  callers: z.array(party),
  /** There are more than are told. */
  more: z.boolean(),
});
export type AssetUsers = z.infer<typeof assetUsers>;
