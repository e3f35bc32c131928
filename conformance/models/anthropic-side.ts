import type Anthropic from "@anthropic-ai/sdk";
import { type Asked, type Counts, MODEL, type Part, type Said } from "./script";

type Body = Anthropic.MessageCreateParamsNonStreaming;

/** The question as Anthropic's documentation writes it. */
export function askAnthropic(asked: Asked, model: string): Body {
  const choice = choiceOf(asked);
  return {
    model,
    max_tokens: asked.limit,
    ...(asked.system ? { system: [{ type: "text", text: asked.system }] } : {}),
    messages: asked.turns.map(({ role, parts }) => ({ role, content: parts.map(blockOf) })),
    ...(asked.temperature === undefined ? {} : { temperature: asked.temperature }),
    ...(asked.stops ? { stop_sequences: [...asked.stops] } : {}),
    ...(asked.tools
      ? {
          tools: asked.tools.map(({ name, description, schema }) => ({
            name,
            description,
            input_schema: schema as Anthropic.Tool.InputSchema,
          })),
        }
      : {}),
    ...(choice ? { tool_choice: choice } : {}),
    ...(asked.schema ? { output_config: { format: { type: "json_schema", schema: asked.schema } } } : {}),
  };
}

function blockOf(part: Part): Anthropic.ContentBlockParam {
  if ("text" in part) return { type: "text", text: part.text };
  if ("call" in part)
    return { type: "tool_use", id: part.call.id, name: part.call.name, input: part.call.args };
  if ("result" in part) {
    const content = [{ type: "text" as const, text: part.result.text }];
    return { type: "tool_result", tool_use_id: part.result.id, content };
  }
  if ("pdf" in part)
    return {
      type: "document",
      source: { type: "base64", media_type: "application/pdf", data: part.pdf },
      title: "document",
    };
  const data = /^data:image\/png;base64,(.*)$/.exec(part.image)?.[1];
  return data === undefined
    ? { type: "image", source: { type: "url", url: part.image } }
    : { type: "image", source: { type: "base64", media_type: "image/png", data } };
}

function choiceOf({ choice, oneCallAtATime }: Asked): Anthropic.ToolChoice | undefined {
  const one = oneCallAtATime ? { disable_parallel_tool_use: true } : {};
  if (typeof choice === "object") return { type: "tool", name: choice.name, ...one };
  if (choice === "none") return { type: "none" };
  if (choice === undefined) return oneCallAtATime ? { type: "auto", ...one } : undefined;
  return { type: choice, ...one };
}

const STOP = { end: "end_turn", length: "max_tokens", tools: "tool_use", refused: "refusal" } as const;

/** Anthropic counts cached input apart. */
function usageOf({ input, cached, output, reasoning }: Counts) {
  return {
    input_tokens: input - cached,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: 0,
    output_tokens: output,
    output_tokens_details: { thinking_tokens: reasoning },
  };
}

/** The answer as Anthropic's endpoint gives it. */
export function sayAsAnthropic(said: Said): Record<string, unknown> {
  return {
    ...frame,
    content: blocksOf(said),
    stop_reason: STOP[said.stop],
    stop_sequence: null,
    usage: usageOf(said.usage),
  };
}

const frame = { id: "answer-1", type: "message", role: "assistant", model: MODEL };

function blocksOf(said: Said) {
  const text = said.text ? [{ type: "text" as const, text: said.text }] : [];
  const calls = said.calls ?? [];
  return [
    ...text,
    ...calls.map(({ id, name, args }) => ({ type: "tool_use" as const, id, name, input: args })),
  ];
}

/** The same answer as a stream. */
export function streamAsAnthropic(said: Said): string {
  const { output, ...counted } = said.usage;
  const start = { ...usageOf({ ...counted, output: 1 }) };
  const out: { type: string; [member: string]: unknown }[] = [
    {
      type: "message_start",
      message: { ...frame, content: [], stop_reason: null, stop_sequence: null, usage: start },
    },
    { type: "ping" },
  ];
  blocksOf(said).forEach((block, index) => {
    const empty = block.type === "text" ? { ...block, text: "" } : { ...block, input: {} };
    out.push({ type: "content_block_start", index, content_block: empty });
    for (const letter of block.type === "text" ? block.text : JSON.stringify(block.input)) {
      const delta =
        block.type === "text"
          ? { type: "text_delta", text: letter }
          : { type: "input_json_delta", partial_json: letter };
      out.push({ type: "content_block_delta", index, delta });
    }
    out.push({ type: "content_block_stop", index });
  });
  const usage = { output_tokens: output, output_tokens_details: { thinking_tokens: said.usage.reasoning } };
  out.push({ type: "message_delta", delta: { stop_reason: STOP[said.stop], stop_sequence: null }, usage });
  out.push({ type: "message_stop" });
  return out.map((one) => `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`).join("");
}

/** What the official client made of it. */
export function heardByAnthropic(message: Anthropic.Message): Said {
  const { content, stop_reason, usage } = message;
  const text = content.map((block) => (block.type === "text" ? block.text : "")).join("");
  const calls = content.flatMap((block) =>
    block.type === "tool_use"
      ? [{ id: block.id, name: block.name, args: block.input as Record<string, unknown> }]
      : [],
  );
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    ...(text ? { text } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    stop: (Object.keys(STOP) as Said["stop"][]).find((name) => STOP[name] === stop_reason) ?? "end",
    usage: {
      input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
      cached,
      output: usage.output_tokens,
      reasoning: usage.output_tokens_details?.thinking_tokens ?? 0,
    },
  };
}
