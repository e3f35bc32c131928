import { z } from "zod";

const MOST_ASSETS = 100;
const asset = z.string().regex(/^[a-z-]{1,50}\/.{1,200}$/);

export const listAssetFiguresInput = z.object({
  /** `kind/name`, at most a hundred. */
  asset: z.union([z.array(asset).min(1).max(MOST_ASSETS), asset.transform((one) => [one])]),
});

/** Money of the last seven days; `days` are its parts, today last. Exact decimals as text. */
const assetCost = z.object({ currency: z.string(), total: z.string(), days: z.array(z.string()) });

/** Figures of one asset. */
export const assetFigures = z.object({
  /** `kind/name`. */
  asset: z.string(),
  /** How many calls the rates are of: the last 200 of the last 24 hours that reached it. */
  calls: z.number().int(),
  failed: z.number().int(),
  /** 95 % of the answered calls took at most this long, in microseconds. */
  p95Us: z.number().int().nullable(),
  lastAt: z.iso.datetime().nullable(),
  /** What was spent on it; for an agent, what it has spent. */
  costs: z.array(assetCost),
});
export type AssetFigures = z.infer<typeof assetFigures>;

export const listAssetFiguresOutput = z.object({ items: z.array(assetFigures) });
export type ListAssetFiguresOutput = z.infer<typeof listAssetFiguresOutput>;
