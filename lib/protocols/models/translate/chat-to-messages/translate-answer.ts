import type OpenAI from "openai";
import { z } from "zod";
import { readAnswer } from "../read-format";
import { chatUsage } from "./chat-usage";

const block = z.looseObject({ type: z.string() });
const text = z.looseObject({ text: z.string() });
const toolUse = z.looseObject({ id: z.string(), name: z.string(), input: z.unknown() });

const message = z.looseObject({
  id: z.string(),
  model: z.string(),
  content: z.array(block),
  stop_reason: z.string().nullish(),
});

/** A message (Anthropic) as a chat completion (OpenAI). What the model thought stays with the provider, as it does in OpenAI's format. */
export function translateAnswer(answer: Record<string, unknown>): OpenAI.ChatCompletion {
  const { id, model, content, stop_reason } = readAnswer(message, answer);
  const ofType = (type: string) => content.filter((one) => one.type === type);
  const said = ofType("text").map((one) => readAnswer(text, one).text);
  const calls = ofType("tool_use").map((one) => {
    const use = readAnswer(toolUse, one);
    const called = { name: use.name, arguments: JSON.stringify(use.input ?? {}) };
    return { id: use.id, type: "function" as const, function: called };
  });
  return {
    id,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: said.length > 0 ? said.join("") : null,
          refusal: null,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        logprobs: null,
        finish_reason: finishReason(stop_reason),
      },
    ],
    usage: chatUsage(answer.usage),
  };
}

export function finishReason(stop: string | null | undefined): OpenAI.ChatCompletion.Choice["finish_reason"] {
  switch (stop) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool_calls";
    case "refusal":
      return "content_filter";
    default:
      return "stop";
  }
}
