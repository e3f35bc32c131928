import type Anthropic from "@anthropic-ai/sdk";
import { openaiUsage } from "@/lib/protocols/openai/openai-usage";

/** OpenAI's counts as Anthropic's `Usage`, where input read from and written to the cache is counted apart. Zeros when the provider did not count: the format must have numbers. */
export function messagesUsage(answer: Record<string, unknown>): Anthropic.Usage {
  const usage = openaiUsage(answer, "");
  const cached = usage?.cachedInputTokens ?? 0;
  const written = usage?.cacheWriteTokens ?? 0;
  const reasoning = usage?.reasoningTokens;
  return {
    input_tokens: Math.max(0, (usage?.inputTokens ?? 0) - cached - written),
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: written,
    output_tokens: usage?.outputTokens ?? 0,
    output_tokens_details: reasoning === undefined ? null : { thinking_tokens: reasoning },
    cache_creation: null,
    inference_geo: null,
    server_tool_use: null,
    service_tier: null,
    speed: null,
  };
}
