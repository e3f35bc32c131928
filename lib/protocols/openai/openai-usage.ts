import type { Usage } from "@/lib/cost/usage";
import { countOf, objectOf } from "@/lib/protocols/models/provider-values";

/**
 * Tokens of a chat completion, a chunk or a list of embeddings (OpenAI's `CompletionUsage`). `prompt_tokens` already holds the cached ones, `completion_tokens` the
 * reasoning ones. Undefined when the provider did not count.
 */
export function openaiUsage(answer: Record<string, unknown>, upstreamModel: string): Usage | undefined {
  const usage = objectOf(answer.usage);
  const inputTokens = countOf(usage?.prompt_tokens);
  if (!usage || inputTokens === undefined) return undefined;
  const prompt = objectOf(usage.prompt_tokens_details);
  const cached = countOf(prompt?.cached_tokens);
  const written = countOf(prompt?.cache_write_tokens);
  const reasoning = countOf(objectOf(usage.completion_tokens_details)?.reasoning_tokens);
  return {
    model: typeof answer.model === "string" ? answer.model.slice(0, 200) : upstreamModel,
    inputTokens,
    outputTokens: countOf(usage.completion_tokens) ?? 0,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(written === undefined ? {} : { cacheWriteTokens: written }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(typeof answer.service_tier === "string" ? { serviceTier: answer.service_tier.slice(0, 50) } : {}),
  };
}
