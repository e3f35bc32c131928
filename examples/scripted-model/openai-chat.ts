import { z } from "zod";
import type { Conversation, Reply, Turn } from "./conversation";
import { countInput, countTokens, piecesOf } from "./count-tokens";

const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const content = z.union([z.string(), z.array(part), z.null()]).optional();
const toolCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

export const chatRequest = z.looseObject({
  model: z.string(),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(["system", "developer", "user", "assistant", "tool"]),
        content,
        tool_calls: z.array(toolCall).optional(),
        tool_call_id: z.string().optional(),
      }),
    )
    .min(1),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
  tool_choice: z.unknown().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;

export function chatConversation(request: ChatRequest): Conversation {
  const turns = request.messages.map((message): Turn => {
    const role = message.role === "developer" ? "system" : message.role;
    const uses = (message.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments || "{}") as Record<string, unknown>,
    }));
    return { role, text: textOf(message.content), uses, resultOf: message.tool_call_id };
  });
  const tools = request.tool_choice === "none" ? [] : (request.tools ?? []);
  return {
    turns,
    tools: tools.map((tool) => tool.function.name),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
  };
}

/** The whole answer as one chat completion. */
export function chatCompletion(request: ChatRequest, reply: Reply, id: string): Record<string, unknown> {
  const message = {
    role: "assistant",
    content: reply.uses.length > 0 ? null : reply.text,
    refusal: null,
    ...(reply.uses.length > 0 ? { tool_calls: toolCalls(reply) } : {}),
  };
  return {
    ...frame(request, reply, id, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply) }],
    usage: usageOf(request, reply),
  };
}

/** The answer as the data of server-sent events, piece by piece. */
export function* chatChunks(request: ChatRequest, reply: Reply, id: string): Generator<string> {
  const usageAsked = request.stream_options?.include_usage === true;
  const base = frame(request, reply, id, "chat.completion.chunk");
  const chunk = (delta: unknown, finish: string | null = null) =>
    JSON.stringify({
      ...base,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(usageAsked ? { usage: null } : {}),
    });
  yield chunk({ role: "assistant", content: reply.uses.length > 0 ? null : "", refusal: null });
  for (const [index, call] of toolCalls(reply).entries()) {
    const { arguments: args, name } = call.function;
    yield chunk({
      tool_calls: [{ index, id: call.id, type: "function", function: { name, arguments: "" } }],
    });
    for (const piece of piecesOf(args))
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  for (const piece of piecesOf(reply.text)) yield chunk({ content: piece });
  yield chunk({}, finishReason(reply));
  if (usageAsked) yield JSON.stringify({ ...base, choices: [], usage: usageOf(request, reply) });
  yield "[DONE]";
}

function frame(request: ChatRequest, reply: Reply, id: string, object: string) {
  return {
    id,
    object,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    service_tier: "default",
    system_fingerprint: `scripted:${reply.plan}`,
  };
}

function toolCalls(reply: Reply) {
  return reply.uses.map((use) => ({
    id: use.id,
    type: "function" as const,
    function: { name: use.name, arguments: JSON.stringify(use.arguments) },
  }));
}

function finishReason(reply: Reply): string {
  if (reply.uses.length > 0) return "tool_calls";
  return reply.cut ? "length" : "stop";
}

function usageOf(request: ChatRequest, reply: Reply) {
  const texts = request.messages.map(
    ({ content, tool_calls }) => textOf(content) + (tool_calls ? JSON.stringify(tool_calls) : ""),
  );
  const prompt = countInput(texts, request.tools);
  const completion =
    countTokens(reply.text) +
    reply.uses.reduce((n, use) => n + countTokens(JSON.stringify(use.arguments)) + 4, 0);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function textOf(value: z.infer<typeof content>): string {
  if (typeof value === "string") return value;
  return (value ?? []).map(({ text }) => text ?? "").join("");
}
