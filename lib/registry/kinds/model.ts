import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

/** A price for a million tokens as a decimal text, exact: at most 6 digits after the point, so a token's price has at most 12. */
const perMillion = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);

export const price = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  input: perMillion,
  output: perMillion,
  /** Input tokens read from the provider's cache; `input` when absent. */
  cachedInput: perMillion.optional(),
  /** Input tokens written to the provider's cache; `input` when absent. */
  cacheWrite: perMillion.optional(),
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
});

export type Price = z.infer<typeof price>;
export type ModelSpec = z.infer<typeof modelSpec>;
