import { z } from "zod";
import { price } from "./model";

/** Prices by what providers call their models, for those models in the catalog that carry none of their own. */
export const priceTableSpec = z.strictObject({
  /** Where the prices were read. */
  source: z.url().max(2000).optional(),
  /** The day from which they hold. */
  validFrom: z.iso.date().optional(),
  entries: z
    .array(
      z.strictObject({
        api: z.enum(["openai", "anthropic"]).optional(),
        upstreamModel: z.string().min(1).max(200),
        price,
      }),
    )
    .min(1)
    .max(5000),
});
