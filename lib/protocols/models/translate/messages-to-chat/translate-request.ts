import type { ModelRequest } from "../../dialect";
import { readRequest } from "../read-format";
import { refuseMembers, untranslatable } from "../untranslatable";
import { type MessagesRequest, messagesRequest } from "./messages-request";
import { translateMessages } from "./translate-messages";

/** What would change the answer and has no counterpart. */
const REFUSED = {
  container: [],
  context_management: [],
  mcp_servers: [],
  speed: ["standard"],
  top_k: [],
} as const;

/** A message (Anthropic Messages 2023-06-01) as a chat completion (OpenAI). How long the model thinks is left to it unless the effort is named; marks for the cache say nothing there. */
export function translateRequest(body: ModelRequest, upstreamModel: string): Record<string, unknown> {
  refuseMembers(body, REFUSED);
  const asked = readRequest(messagesRequest, body);
  const { stop_sequences: stop, metadata } = asked;
  return {
    model: upstreamModel,
    messages: translateMessages(asked.system, asked.messages),
    max_completion_tokens: asked.max_tokens,
    ...(asked.temperature === undefined ? {} : { temperature: asked.temperature }),
    ...(asked.top_p === undefined ? {} : { top_p: asked.top_p }),
    ...(stop && stop.length > 0 ? { stop } : {}),
    // Anthropic always counts, and the mesh needs the count.
    ...(asked.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...tools(asked),
    ...output(asked),
    ...(metadata?.user_id ? { user: metadata.user_id } : {}),
  };
}

function tools({ tools: given, tool_choice: choice }: MessagesRequest): Record<string, unknown> {
  if (!given || given.length === 0) return {};
  return {
    tools: given.map(({ type, name, description, input_schema, strict }, at) => {
      // Tools that run at the provider exist only there.
      if (type != null && type !== "custom") throw untranslatable(`tools.${at}.type`);
      const parameters = input_schema ?? { type: "object", properties: {} };
      const about = { ...(description === undefined ? {} : { description }), ...(strict ? { strict } : {}) };
      return { type: "function", function: { name, parameters, ...about } };
    }),
    ...(choice ? { tool_choice: toolChoice(choice) } : {}),
    ...(choice && choice.type !== "none" && choice.disable_parallel_tool_use
      ? { parallel_tool_calls: false }
      : {}),
  };
}

function toolChoice(choice: NonNullable<MessagesRequest["tool_choice"]>): unknown {
  switch (choice.type) {
    case "auto":
    case "none":
      return choice.type;
    case "any":
      return "required";
    case "tool":
      return { type: "function", function: { name: choice.name } };
    default:
      return choice satisfies never;
  }
}

function output({ output_config, thinking }: MessagesRequest): Record<string, unknown> {
  const { effort, format } = output_config ?? {};
  const named = effort === "max" ? "xhigh" : effort;
  const reasoning_effort = named ?? (thinking?.type === "disabled" ? "none" : undefined);
  return {
    ...(reasoning_effort ? { reasoning_effort } : {}),
    ...(format
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: "answer", schema: format.schema, strict: true },
          },
        }
      : {}),
  };
}
