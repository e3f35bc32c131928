import type { Dialect, Endpoint } from "@/lib/protocols/models/dialect";
import { anthropicError, anthropicErrorResponse } from "./anthropic-error";
import { AnthropicStreamReader } from "./anthropic-stream-reader";
import { anthropicUsage } from "./anthropic-usage";

export const MESSAGES: Endpoint = { method: "messages", capability: "chat", path: "/v1/messages" };

export const COUNT_TOKENS: Endpoint = {
  method: "messages.count_tokens",
  capability: "chat",
  path: "/v1/messages/count_tokens",
};

const DEFAULT_VERSION = "2023-06-01";

/** The Anthropic format: messages and their token counts. */
export const anthropicDialect: Dialect = {
  protocol: "anthropic",
  requestHeaders(headers) {
    const beta = headers.get("anthropic-beta");
    return {
      "anthropic-version": headers.get("anthropic-version") ?? DEFAULT_VERSION,
      ...(beta === null ? {} : { "anthropic-beta": beta }),
    };
  },
  replacements: () => ({}),
  usageOf: (answer, upstreamModel) => anthropicUsage(answer.usage, modelOf(answer) ?? upstreamModel),
  streamReader: ({ upstreamModel }) => new AnthropicStreamReader(upstreamModel),
  errorResponse: anthropicErrorResponse,
  errorEvent: (err) => `event: error\ndata: ${JSON.stringify(anthropicError(err))}\n\n`,
};

function modelOf(answer: Record<string, unknown>): string | undefined {
  return typeof answer.model === "string" ? answer.model.slice(0, 200) : undefined;
}
