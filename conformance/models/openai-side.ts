import type OpenAI from "openai";
import { type Asked, type Counts, MODEL, type Part, type Said, type Turn } from "./script";

type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** The question as OpenAI's documentation writes it. */
export function askOpenai(asked: Asked, model: string): Body {
  const { choice } = asked;
  return {
    model,
    messages: [
      ...(asked.system ? [{ role: "system" as const, content: asked.system }] : []),
      ...asked.turns.flatMap(messagesOf),
    ],
    max_completion_tokens: asked.limit,
    ...(asked.temperature === undefined ? {} : { temperature: asked.temperature }),
    ...(asked.stops ? { stop: [...asked.stops] } : {}),
    ...(asked.tools
      ? {
          tools: asked.tools.map(({ name, description, schema }) => ({
            type: "function" as const,
            function: { name, parameters: schema, description },
          })),
        }
      : {}),
    ...(choice ? { tool_choice: choiceOf(choice) } : {}),
    ...(asked.oneCallAtATime ? { parallel_tool_calls: false } : {}),
    ...(asked.schema
      ? {
          response_format: {
            type: "json_schema" as const,
            json_schema: { name: "answer", schema: asked.schema, strict: true },
          },
        }
      : {}),
  };
}

function messagesOf({ role, parts }: Turn): OpenAI.ChatCompletionMessageParam[] {
  if (role === "assistant") {
    const calls = parts.flatMap((part) => ("call" in part ? [part.call] : []));
    const tool_calls = calls.map(({ id, name, args }) => ({
      id,
      type: "function" as const,
      function: { name, arguments: JSON.stringify(args) },
    }));
    const content = textOf(parts) || null;
    return [{ role, content, ...(tool_calls.length > 0 ? { tool_calls } : {}) }];
  }
  const results = parts.flatMap((part) => ("result" in part ? [part.result] : []));
  const rest = parts.filter((part) => !("result" in part));
  const tools = results.map(({ id, text }) => ({ role: "tool" as const, tool_call_id: id, content: text }));
  if (rest.length === 0) return tools;
  const onlyText = rest.length === 1 && rest.every((part) => "text" in part);
  return [...tools, { role, content: onlyText ? textOf(rest) : rest.map(partOf) }];
}

function partOf(part: Part): OpenAI.ChatCompletionContentPart {
  if ("image" in part) return { type: "image_url", image_url: { url: part.image } };
  if ("pdf" in part) {
    const file_data = `data:application/pdf;base64,${part.pdf}`;
    return { type: "file", file: { filename: "document", file_data } };
  }
  return { type: "text", text: "text" in part ? part.text : "" };
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => ("text" in part ? part.text : "")).join("");
}

function choiceOf(choice: NonNullable<Asked["choice"]>): OpenAI.ChatCompletionToolChoiceOption {
  if (typeof choice === "object") return { type: "function", function: { name: choice.name } };
  return choice === "any" ? "required" : choice;
}

const FINISH = { end: "stop", length: "length", tools: "tool_calls", refused: "content_filter" } as const;

function usageOf({ input, cached, output, reasoning }: Counts): OpenAI.CompletionUsage {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** The answer as OpenAI's endpoint gives it. */
export function sayAsOpenai(said: Said): OpenAI.ChatCompletion {
  const tool_calls = said.calls?.map(({ id, name, args }) => ({
    id,
    type: "function" as const,
    function: { name, arguments: JSON.stringify(args) },
  }));
  const message = { role: "assistant" as const, content: said.text ?? null, refusal: null };
  return {
    id: "answer-1",
    object: "chat.completion",
    created: 1,
    model: MODEL,
    choices: [
      {
        index: 0,
        message: { ...message, ...(tool_calls ? { tool_calls } : {}) },
        logprobs: null,
        finish_reason: FINISH[said.stop],
      },
    ],
    usage: usageOf(said.usage),
  };
}

/** The same answer as a stream. */
export function streamAsOpenai(said: Said): string {
  const head = { id: "answer-1", object: "chat.completion.chunk" as const, created: 1, model: MODEL };
  type Delta = OpenAI.ChatCompletionChunk.Choice.Delta;
  const chunk = (delta: Delta, finish_reason: OpenAI.ChatCompletionChunk.Choice["finish_reason"] = null) =>
    ({
      ...head,
      choices: [{ index: 0, delta, finish_reason }],
      usage: null,
    }) satisfies OpenAI.ChatCompletionChunk;
  const chunks: OpenAI.ChatCompletionChunk[] = [chunk({ role: "assistant", content: "" })];
  for (const letter of said.text ?? "") chunks.push(chunk({ content: letter }));
  said.calls?.forEach(({ id, name, args }, index) => {
    const begun = { index, id, type: "function" as const, function: { name, arguments: "" } };
    chunks.push(chunk({ tool_calls: [begun] }));
    for (const letter of JSON.stringify(args))
      chunks.push(chunk({ tool_calls: [{ index, function: { arguments: letter } }] }));
  });
  chunks.push(chunk({}, FINISH[said.stop]), { ...head, choices: [], usage: usageOf(said.usage) });
  return `${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`;
}

/** What the official client made of it. */
export function heardByOpenai({ choices, usage }: OpenAI.ChatCompletion): Said {
  const [choice] = choices;
  const stop = (Object.keys(FINISH) as Said["stop"][]).find((name) => FINISH[name] === choice?.finish_reason);
  const calls = choice?.message.tool_calls?.flatMap((call) =>
    call.type === "function"
      ? [
          {
            id: call.id,
            name: call.function.name,
            args: JSON.parse(call.function.arguments) as Record<string, unknown>,
          },
        ]
      : [],
  );
  return {
    ...(choice?.message.content ? { text: choice.message.content } : {}),
    ...(calls && calls.length > 0 ? { calls } : {}),
    stop: stop ?? "end",
    usage: {
      input: usage?.prompt_tokens ?? -1,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage?.completion_tokens ?? -1,
      reasoning: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
    },
  };
}
