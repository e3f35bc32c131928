import { z } from "zod";
import type { Conversation, Reply, Turn } from "./conversation";
import { countInput, countTokens, piecesOf } from "./count-tokens";

const textBlock = z.looseObject({ type: z.string(), text: z.string().optional() });
const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  tool_use_id: z.string().optional(),
  content: z.union([z.string(), z.array(textBlock)]).optional(),
});

export const countRequest = z.looseObject({
  model: z.string(),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  messages: z
    .array(
      z.looseObject({ role: z.enum(["user", "assistant"]), content: z.union([z.string(), z.array(block)]) }),
    )
    .min(1),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
});

export const messagesRequest = countRequest.extend({
  max_tokens: z.number().int().positive(),
  tool_choice: z.looseObject({ type: z.string() }).optional(),
  stream: z.boolean().optional(),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;

export function messagesConversation(request: MessagesRequest): Conversation {
  const turns = request.messages.flatMap(({ role, content }): Turn[] => {
    const blocks: z.infer<typeof block>[] =
      typeof content === "string" ? [{ type: "text", text: content }] : content;
    const results = blocks
      .filter(({ type }) => type === "tool_result")
      .map((b): Turn => ({ role: "tool", text: textOf(b.content), uses: [], resultOf: b.tool_use_id }));
    const uses = blocks
      .filter(({ type }) => type === "tool_use")
      .map((b) => ({ id: b.id ?? "", name: b.name ?? "", arguments: b.input ?? {} }));
    const text = textOf(blocks.filter(({ type }) => type === "text"));
    return text || uses.length > 0 ? [...results, { role, text, uses }] : results;
  });
  const tools = request.tool_choice?.type === "none" ? [] : (request.tools ?? []);
  return { turns, tools: tools.map(({ name }) => name), maxTokens: request.max_tokens };
}

/** The whole answer as one message. */
export function message(request: MessagesRequest, reply: Reply, id: string): Record<string, unknown> {
  const uses = reply.uses.map((use) => ({
    type: "tool_use",
    id: use.id,
    name: use.name,
    input: use.arguments,
  }));
  return {
    ...frame(request, id),
    content: reply.text ? [{ type: "text", text: reply.text }, ...uses] : uses,
    stop_reason: stopReason(reply),
    stop_sequence: null,
    usage: { ...inputUsage(request), output_tokens: outputTokens(reply) },
  };
}

/** The answer as server-sent events. */
export function* messageEvents(
  request: MessagesRequest,
  reply: Reply,
  id: string,
): Generator<{ type: string }> {
  const usage = { ...inputUsage(request), output_tokens: 1 };
  yield {
    type: "message_start",
    message: { ...frame(request, id), content: [], stop_reason: null, stop_sequence: null, usage },
  } as { type: string };
  yield { type: "ping" };
  let index = 0;
  if (reply.text) {
    const deltas = piecesOf(reply.text).map((text) => ({ type: "text_delta", text }));
    yield* contentBlock(index++, { type: "text", text: "" }, deltas);
  }
  for (const use of reply.uses) {
    const pieces = piecesOf(JSON.stringify(use.arguments));
    const deltas = pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
    yield* contentBlock(index++, { type: "tool_use", id: use.id, name: use.name, input: {} }, deltas);
  }
  yield {
    type: "message_delta",
    delta: { stop_reason: stopReason(reply), stop_sequence: null },
    usage: { output_tokens: outputTokens(reply) },
  } as { type: string };
  yield { type: "message_stop" };
}

function* contentBlock(
  index: number,
  start: unknown,
  deltas: readonly unknown[],
): Generator<{ type: string }> {
  yield { type: "content_block_start", index, content_block: start } as { type: string };
  for (const delta of deltas) yield { type: "content_block_delta", index, delta } as { type: string };
  yield { type: "content_block_stop", index } as { type: string };
}

/** Tokens of a request without an answer. */
export function countMessages(request: z.infer<typeof countRequest>): number {
  const texts = request.messages.map(({ content }) =>
    typeof content === "string" ? content : JSON.stringify(content),
  );
  if (request.system !== undefined) texts.push(textOf(request.system));
  return countInput(texts, request.tools);
}

function frame(request: MessagesRequest, id: string) {
  return { id, type: "message", role: "assistant", model: request.model };
}

function inputUsage(request: MessagesRequest) {
  return {
    input_tokens: countMessages(request),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
}

function outputTokens(reply: Reply): number {
  return (
    countTokens(reply.text) +
    reply.uses.reduce((n, use) => n + countTokens(JSON.stringify(use.arguments)) + 4, 0)
  );
}

function stopReason(reply: Reply): string {
  if (reply.uses.length > 0) return "tool_use";
  return reply.cut ? "max_tokens" : "end_turn";
}

function textOf(value: string | readonly z.infer<typeof textBlock>[] | undefined): string {
  if (typeof value === "string") return value;
  return (value ?? []).map(({ text }) => text ?? "").join("");
}
