import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { objectOf } from "../../provider-values";
import { readAnswer } from "../read-format";
import { messagesUsage } from "./messages-usage";

const completion = z.looseObject({
  id: z.string(),
  model: z.string(),
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.looseObject({
                id: z.string(),
                function: z.looseObject({ name: z.string(), arguments: z.string() }),
              }),
            )
            .nullish(),
        }),
      }),
    )
    .min(1),
});

/** A chat completion (OpenAI) as a message (Anthropic). */
export function translateAnswer(answer: Record<string, unknown>): Anthropic.Message {
  const { id, model, choices } = readAnswer(completion, answer);
  const { message, finish_reason } = choices[0] as (typeof choices)[number];
  const texts = [message.content, message.refusal].flatMap((text) => (text ? [textBlock(text)] : []));
  const uses = (message.tool_calls ?? []).map((call) =>
    toolUseBlock(call.id, call.function.name, inputOf(call.function.arguments)),
  );
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [...texts, ...uses],
    stop_reason: stopReason(finish_reason, message.refusal != null),
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: messagesUsage(answer),
  };
}

export function textBlock(text: string): Anthropic.TextBlock {
  return { type: "text", text, citations: null };
}

export function toolUseBlock(
  id: string,
  name: string,
  input: Record<string, unknown>,
): Anthropic.ToolUseBlock {
  return { type: "tool_use", id, name, input, caller: { type: "direct" } };
}

/** OpenAI does not say which of several stop sequences was met, nor that one was. */
export function stopReason(finish: string | null | undefined, refused: boolean): Anthropic.StopReason {
  if (refused) return "refusal";
  switch (finish) {
    case "length":
      return "max_tokens";
    case "tool_calls":
    case "function_call":
      return "tool_use";
    case "content_filter":
      return "refusal";
    default:
      return "end_turn";
  }
}

function inputOf(text: string): Record<string, unknown> {
  try {
    const input = text === "" ? {} : objectOf(JSON.parse(text));
    if (input) return input;
  } catch (cause) {
    throw new MeshError("upstream_invalid", "The model called a tool with arguments that are no JSON.", {
      cause,
    });
  }
  throw new MeshError("upstream_invalid", "The model called a tool with arguments that are no JSON object.");
}
