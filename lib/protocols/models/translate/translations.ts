import { anthropicDialect, MESSAGES } from "@/lib/protocols/anthropic/anthropic-dialect";
import { CHAT_COMPLETIONS, openaiDialect } from "@/lib/protocols/openai/openai-dialect";
import type { ModelSpec } from "@/lib/registry/kinds/model";
import type { Endpoint } from "../dialect";
import { objectOf } from "../provider-values";
import { translateAnswer as messageAsChat } from "./chat-to-messages/translate-answer";
import { translateRequest as chatAsMessages } from "./chat-to-messages/translate-request";
import { MessageEventsAsChunks } from "./chat-to-messages/translate-stream";
import { translateAnswer as chatAsMessage } from "./messages-to-chat/translate-answer";
import { translateRequest as messagesAsChat } from "./messages-to-chat/translate-request";
import { ChunksAsMessageEvents } from "./messages-to-chat/translate-stream";
import type { Translation } from "./translation";

const CHAT_TO_MESSAGES: Translation = {
  dialect: anthropicDialect,
  endpoint: MESSAGES,
  request: chatAsMessages,
  answer: messageAsChat,
  stream: (body) =>
    new MessageEventsAsChunks({ usageAsked: objectOf(body.stream_options)?.include_usage === true }),
};

const MESSAGES_TO_CHAT: Translation = {
  dialect: openaiDialect,
  endpoint: CHAT_COMPLETIONS,
  request: messagesAsChat,
  answer: chatAsMessage,
  stream: () => new ChunksAsMessageEvents(),
};

/** How a request to this endpoint reaches a model of the other format; undefined for what has no counterpart there (embeddings, counting tokens). */
export function translationTo(api: ModelSpec["api"], endpoint: Endpoint): Translation | undefined {
  if (api === "anthropic" && endpoint === CHAT_COMPLETIONS) return CHAT_TO_MESSAGES;
  if (api === "openai" && endpoint === MESSAGES) return MESSAGES_TO_CHAT;
  return undefined;
}
