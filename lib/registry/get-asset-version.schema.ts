import { z } from "zod";
import { assetRef } from "./asset-ref.schema";
import { assetVersion } from "./get-asset.schema";

export const getAssetVersionInput = assetRef.extend({ version: z.coerce.number().int().min(1) });
export const getAssetVersionOutput = assetVersion;
