import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

/** A price for a million tokens as a decimal text, exact: at most 6 digits after the point, so a token's price has at most 12. */
const perMillion = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);

const rates = z.object({
  input: perMillion,
  output: perMillion,
  /** Input tokens read from the provider's cache; `input` when absent. */
  cachedInput: perMillion.optional(),
  /** Input tokens written to the provider's cache; `input` when absent. */
  cacheWrite: perMillion.optional(),
  /** Input tokens written to the provider's cache for an hour; as `cacheWrite` when absent. */
  cacheWriteLong: perMillion.optional(),
  /** Output tokens that the model thought with; `output` when absent. */
  reasoning: perMillion.optional(),
});

const rateTable = rates.extend({
  /** Rates of a whole request whose input has more tokens than this; of several the highest that is passed. */
  tiers: z
    .array(rates.extend({ aboveInput: z.number().int().min(1).max(1_000_000_000) }))
    .max(10)
    .optional(),
});

export const price = rateTable.extend({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Rates by the service tier that the provider says it used, such as `flex` or `batch`; the others are at the rates above. */
  services: z.record(z.string().min(1).max(50), rateTable).optional(),
});

/** A model endpoint behind the mesh. Callers name the asset; `upstreamModel` is what the endpoint calls it. */
export const modelSpec = z.object({
  api: z.enum(["openai", "anthropic"]),
  /** Base address, as the vendor's SDK takes it: `https://host/v1` for openai, `https://host` for anthropic. */
  url: z.url().max(2000),
  upstreamModel: z.string().min(1).max(200),
  capabilities: z.array(z.enum(["chat", "embeddings"])).min(1),
  auth: upstreamAuth,
  price: price.optional(),
  /** Values that its owner recommends to callers; requests are passed on as they are. */
  parameters: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      topP: z.number().min(0).max(1).optional(),
      maxOutputTokens: z.number().int().min(1).max(10_000_000).optional(),
    })
    .optional(),
  /** What the endpoint takes at most, as its vendor says. */
  limits: z
    .strictObject({
      contextTokens: z.number().int().min(1).max(100_000_000).optional(),
      maxOutputTokens: z.number().int().min(1).max(10_000_000).optional(),
    })
    .optional(),
});

export type Rates = z.infer<typeof rates>;
export type Price = z.infer<typeof price>;
export type ModelSpec = z.infer<typeof modelSpec>;
