import type OpenAI from "openai";
import { anthropicUsage } from "@/lib/protocols/anthropic/anthropic-usage";

/** Anthropic's counts as OpenAI's `CompletionUsage`; undefined when the provider did not count. */
export function chatUsage(value: unknown): OpenAI.CompletionUsage | undefined {
  const usage = anthropicUsage(value, "");
  if (!usage) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: {
      cached_tokens: cachedInputTokens ?? 0,
      ...(cacheWriteTokens === undefined ? {} : { cache_write_tokens: cacheWriteTokens }),
    },
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}
