import type { Dialect, Endpoint, ModelRequest } from "@/lib/protocols/models/dialect";
import { objectOf } from "@/lib/protocols/models/provider-values";
import { openaiError, openaiErrorResponse } from "./openai-error";
import { OpenaiStreamReader } from "./openai-stream-reader";
import { openaiUsage } from "./openai-usage";

export const CHAT_COMPLETIONS: Endpoint = {
  method: "chat.completions",
  capability: "chat",
  path: "/chat/completions",
};

export const EMBEDDINGS: Endpoint = { method: "embeddings", capability: "embeddings", path: "/embeddings" };

/** The OpenAI format: chat completions and embeddings. */
export const openaiDialect: Dialect = {
  protocol: "openai",
  requestHeaders: () => ({}),
  replacements(body, endpoint): Record<string, string> {
    if (endpoint !== CHAT_COMPLETIONS || body.stream !== true || asksForUsage(body)) return {};
    // Anything but an object or nothing is the caller's mistake, for the provider to refuse.
    if (body.stream_options != null && !objectOf(body.stream_options)) return {};
    return { stream_options: JSON.stringify({ ...objectOf(body.stream_options), include_usage: true }) };
  },
  usageOf: (answer, upstreamModel) => openaiUsage(answer, upstreamModel),
  streamReader: ({ body, requestBytes, upstreamModel }) =>
    new OpenaiStreamReader({ usageAsked: asksForUsage(body), requestBytes, upstreamModel }),
  errorResponse: openaiErrorResponse,
  errorEvent: (err) => `data: ${JSON.stringify(openaiError(err))}\n\n`,
};

function asksForUsage(body: ModelRequest): boolean {
  return objectOf(body.stream_options)?.include_usage === true;
}
