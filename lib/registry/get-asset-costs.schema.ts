import { z } from "zod";
import { assetRef } from "./asset-ref.schema";

export const COST_DAYS = [7, 30] as const;

export const getAssetCostsInput = assetRef.extend({
  days: z.coerce
    .number()
    .int()
    .refine((days) => (COST_DAYS as readonly number[]).includes(days), "7 or 30")
    .default(7),
});

/** Money by day in UTC, today last: what was spent on the asset; for an agent, what it has spent. Exact decimals as text. */
export const assetCosts = z.object({
  days: z.array(z.string()),
  currencies: z.array(z.object({ currency: z.string(), total: z.string(), costs: z.array(z.string()) })),
});
export type AssetCosts = z.infer<typeof assetCosts>;
