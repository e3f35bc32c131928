import type { ModelRequest } from "../../dialect";
import { readRequest } from "../read-format";
import { refuseMembers, untranslatable } from "../untranslatable";
import { type ChatRequest, chatRequest } from "./chat-request";
import { translateMessages } from "./translate-messages";

/** Anthropic wants a limit; a caller that names none gets what current models all can. */
const DEFAULT_MAX_TOKENS = 8192;

/** What would change the answer and has no counterpart, with the values that say nothing. */
const REFUSED = {
  n: [1],
  audio: [],
  frequency_penalty: [0],
  function_call: [],
  functions: [],
  logit_bias: [],
  logprobs: [false],
  presence_penalty: [0],
  seed: [],
  top_logprobs: [0],
  web_search_options: [],
} as const;

/** A chat completion (OpenAI) as a message (Anthropic Messages 2023-06-01). */
export function translateRequest(body: ModelRequest, upstreamModel: string): Record<string, unknown> {
  refuseMembers(body, REFUSED);
  const chat = readRequest(chatRequest, body);
  const { system, messages } = translateMessages(chat.messages);
  const user = chat.safety_identifier ?? chat.user;
  return {
    model: upstreamModel,
    max_tokens: chat.max_completion_tokens ?? chat.max_tokens ?? DEFAULT_MAX_TOKENS,
    ...(system.length > 0 ? { system } : {}),
    messages,
    ...(chat.temperature == null ? {} : { temperature: chat.temperature }),
    ...(chat.top_p == null ? {} : { top_p: chat.top_p }),
    ...(chat.stop == null ? {} : { stop_sequences: [chat.stop].flat() }),
    ...(chat.stream ? { stream: true } : {}),
    ...tools(chat),
    ...outputConfig(chat),
    ...(user == null ? {} : { metadata: { user_id: user } }),
  };
}

function tools(chat: ChatRequest): Record<string, unknown> {
  if (!chat.tools || chat.tools.length === 0) return {};
  const choice = toolChoice(chat);
  return {
    tools: chat.tools.map(({ function: { name, description, parameters, strict } }) => ({
      name,
      ...(description === undefined ? {} : { description }),
      input_schema: parameters ?? { type: "object", properties: {} },
      ...(strict ? { strict } : {}),
    })),
    ...(choice ? { tool_choice: choice } : {}),
  };
}

function toolChoice({ tool_choice, parallel_tool_calls }: ChatRequest): Record<string, unknown> | undefined {
  const one = parallel_tool_calls === false ? { disable_parallel_tool_use: true } : {};
  if (typeof tool_choice === "object") return { type: "tool", name: tool_choice.function.name, ...one };
  switch (tool_choice) {
    case undefined:
      return parallel_tool_calls === false ? { type: "auto", ...one } : undefined;
    case "auto":
      return { type: "auto", ...one };
    case "required":
      return { type: "any", ...one };
    case "none":
      return { type: "none" };
    default:
      return tool_choice satisfies never;
  }
}

function outputConfig({ response_format, reasoning_effort }: ChatRequest): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  if (response_format?.type === "json_object") throw untranslatable("response_format");
  if (response_format?.type === "json_schema")
    config.format = { type: "json_schema", schema: response_format.json_schema.schema ?? { type: "object" } };
  if (reasoning_effort && reasoning_effort !== "none")
    config.effort = reasoning_effort === "minimal" ? "low" : reasoning_effort;
  const thinking = reasoning_effort === "none" ? { thinking: { type: "disabled" } } : {};
  return Object.keys(config).length > 0 ? { output_config: config, ...thinking } : thinking;
}
