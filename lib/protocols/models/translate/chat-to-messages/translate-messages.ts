import { MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { textOf } from "@/lib/core/text-of";
import { objectOf } from "../../provider-values";
import { untranslatable } from "../untranslatable";
import type { ChatMessage, UserPart } from "./chat-request";

type Block = Record<string, unknown>;
interface Turn {
  role: "user" | "assistant";
  content: Block[];
}

/**
 * The conversation in Anthropic's form: what system and developer say stands apart, results of tools are the user's, and neighbours of one role become one turn, because all results of a
 * turn's tools must be in the next one.
 */
export function translateMessages(messages: readonly ChatMessage[]): { system: Block[]; messages: Turn[] } {
  const system: Block[] = [];
  const turns: Turn[] = [];
  const say = (role: Turn["role"], content: Block[]) => {
    const last = turns.at(-1);
    if (content.length === 0) return;
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  };
  messages.forEach((message, at) => {
    switch (message.role) {
      case "system":
      case "developer":
        system.push(...texts(message.content));
        return;
      case "user":
        say(
          "user",
          typeof message.content === "string" ? texts(message.content) : message.content.flatMap(userBlocks),
        );
        return;
      case "assistant":
        say("assistant", assistantBlocks(message, at));
        return;
      case "tool":
        say("user", [
          { type: "tool_result", tool_use_id: message.tool_call_id, content: texts(message.content) },
        ]);
        return;
      default:
        message satisfies never;
    }
  });
  return { system, messages: turns };
}

/** Empty texts are refused by Anthropic and say nothing. */
function texts(content: string | readonly { text: string }[]): Block[] {
  const all = typeof content === "string" ? [content] : content.map(({ text }) => text);
  return all.filter((text) => text !== "").map((text) => ({ type: "text", text }));
}

function userBlocks(part: UserPart): Block[] {
  switch (part.type) {
    case "text":
      return texts([part]);
    case "image_url":
      return [{ type: "image", source: source(part.image_url.url) }];
    case "file": {
      const { file_data, filename } = part.file;
      // A file that the caller left with OpenAI is not within reach.
      if (file_data === undefined) throw untranslatable("messages.content.file.file_id");
      return [{ type: "document", source: source(file_data), ...(filename ? { title: filename } : {}) }];
    }
    case "input_audio":
      throw untranslatable("messages.content.input_audio");
    default:
      return part satisfies never;
  }
}

/** RFC 2397, base64 only, or an address. */
function source(url: string): Block {
  const data = /^data:([a-z0-9.+/-]+);base64,/i.exec(url);
  if (data) return { type: "base64", media_type: data[1], data: url.slice(data[0].length) };
  if (/^https?:\/\//i.test(url)) return { type: "url", url };
  throw new MeshError(
    "invalid_request",
    "An image or a file must be an http(s) address or a base64 data address.",
  );
}

function assistantBlocks(message: Extract<ChatMessage, { role: "assistant" }>, at: number): Block[] {
  const { content, refusal, tool_calls } = message;
  const said = typeof content === "string" ? [{ text: content }] : (content ?? []);
  const spoken = said.map((part) => ({ text: "refusal" in part ? textOf(part.refusal) : textOf(part.text) }));
  const calls = (tool_calls ?? []).map(({ id, function: { name, arguments: text } }) => ({
    type: "tool_use",
    id,
    name,
    input: argumentsOf(text, `messages.${at}.tool_calls`),
  }));
  return [...texts(refusal ? [...spoken, { text: refusal }] : spoken), ...calls];
}

function argumentsOf(text: string, path: string): Record<string, unknown> {
  const input = text === "" ? {} : objectOf(parseJson(text));
  if (input) return input;
  const issues = [{ path, message: "the arguments are not a JSON object" }];
  throw new MeshError("invalid_request", "The arguments of a tool call must be a JSON object.", { issues });
}
