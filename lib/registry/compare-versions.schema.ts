import { z } from "zod";
import { assetRef } from "./asset-ref.schema";
import { changeLine } from "./diff/change-line.schema";
import { assetVersion } from "./get-asset.schema";

const number = z.coerce.number().int().min(1);

export const compareVersionsInput = assetRef.extend({ from: number, to: number });

/** Two versions with what differs between them, in words. */
export const versionComparison = z.object({
  before: assetVersion,
  after: assetVersion,
  lines: z.array(changeLine),
});
export type VersionComparison = z.infer<typeof versionComparison>;
