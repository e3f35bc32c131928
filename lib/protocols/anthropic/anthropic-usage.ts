import type { Usage } from "@/lib/cost/usage";
import { countOf, objectOf } from "@/lib/protocols/models/provider-values";

/**
 * Tokens of a message (Anthropic's `Usage`). `input_tokens` counts only what was neither read from nor written to the cache, so the three are added up. A count of
 * tokens alone (`/v1/messages/count_tokens`) is free and has no usage.
 */
export function anthropicUsage(value: unknown, model: string): Usage | undefined {
  const usage = objectOf(value);
  const fresh = countOf(usage?.input_tokens);
  if (!usage || fresh === undefined) return undefined;
  const cached = countOf(usage.cache_read_input_tokens);
  const written = countOf(usage.cache_creation_input_tokens);
  const long = countOf(objectOf(usage.cache_creation)?.ephemeral_1h_input_tokens);
  const reasoning = countOf(objectOf(usage.output_tokens_details)?.thinking_tokens);
  return {
    model,
    inputTokens: fresh + (cached ?? 0) + (written ?? 0),
    outputTokens: countOf(usage.output_tokens) ?? 0,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(written === undefined ? {} : { cacheWriteTokens: written }),
    ...(long === undefined ? {} : { longCacheWriteTokens: long }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(typeof usage.service_tier === "string" ? { serviceTier: usage.service_tier.slice(0, 50) } : {}),
  };
}
