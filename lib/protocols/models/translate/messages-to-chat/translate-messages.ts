import { untranslatable } from "../untranslatable";
import {
  blocks,
  type ImageBlock,
  type Message,
  type MessagesRequest,
  type UserBlock,
} from "./messages-request";

type Chat = Record<string, unknown>;

/** The conversation in OpenAI's form: results of tools are messages of their own and come first, because nothing may stand between a call and its result. */
export function translateMessages(system: MessagesRequest["system"], messages: readonly Message[]): Chat[] {
  const told = textOf(system ?? "");
  const first = told === "" ? [] : [{ role: "system", content: told }];
  return [...first, ...messages.flatMap(chatMessages)];
}

function chatMessages(message: Message): Chat[] {
  if (typeof message.content === "string") return [{ role: message.role, content: message.content }];
  switch (message.role) {
    case "system":
      return [{ role: "system", content: textOf(message.content) }];
    case "user":
      return userMessages(message.content);
    case "assistant":
      return [assistantMessage(message.content)];
    default:
      return message satisfies never;
  }
}

function userMessages(content: readonly UserBlock[]): Chat[] {
  const results: Chat[] = [];
  const parts: Chat[] = [];
  for (const block of content) {
    const result = blocks.toolResult.safeParse(block);
    if (!result.success) {
      parts.push(userPart(block));
      continue;
    }
    const { text, images } = resultContent(result.data.content ?? "");
    results.push({ role: "tool", tool_call_id: result.data.tool_use_id, content: text });
    // A tool's message holds text alone there, so what it shows follows as the user's.
    parts.push(...images.map(imagePart));
  }
  const [only] = parts;
  const said = parts.length === 1 && only?.type === "text" ? only.text : parts;
  return parts.length > 0 ? [...results, { role: "user", content: said }] : results;
}

function resultContent(content: string | readonly { type: string }[]): {
  text: string;
  images: ImageBlock[];
} {
  if (typeof content === "string") return { text: content, images: [] };
  const texts: string[] = [];
  const images: ImageBlock[] = [];
  for (const block of content) {
    const text = blocks.text.safeParse(block);
    const image = blocks.image.safeParse(block);
    if (text.success) texts.push(text.data.text);
    else if (image.success) images.push(image.data);
    else throw untranslatable(`messages.content.tool_result.${block.type}`);
  }
  return { text: texts.join("\n"), images };
}

function userPart(block: UserBlock): Chat {
  const text = blocks.text.safeParse(block);
  if (text.success) return { type: "text", text: text.data.text };
  const image = blocks.image.safeParse(block);
  if (image.success) return imagePart(image.data);
  const document = blocks.document.safeParse(block);
  if (!document.success) throw untranslatable(`messages.content.${block.type}`);
  const { source, title } = document.data;
  if (source.type === "text")
    return { type: "text", text: typeof source.data === "string" ? source.data : "" };
  if (source.type !== "base64") throw untranslatable(`messages.content.document.source.${source.type}`);
  const file_data = `data:${source.media_type};base64,${source.data}`;
  return { type: "file", file: { filename: title ?? "document", file_data } };
}

function imagePart({ source }: ImageBlock): Chat {
  switch (source.type) {
    case "base64":
      return { type: "image_url", image_url: { url: `data:${source.media_type};base64,${source.data}` } };
    case "url":
      return { type: "image_url", image_url: { url: source.url } };
    default:
      throw untranslatable(`messages.content.image.source.${source.type}`);
  }
}

/** What the model thought is sealed for the provider that wrote it; nobody else can use it. */
const THOUGHTS = ["thinking", "redacted_thinking"];

function assistantMessage(content: readonly { type: string }[]): Chat {
  const texts: string[] = [];
  const calls: Chat[] = [];
  for (const block of content) {
    const text = blocks.text.safeParse(block);
    const use = blocks.toolUse.safeParse(block);
    if (text.success) texts.push(text.data.text);
    else if (use.success) {
      const { id, name, input } = use.data;
      calls.push({ id, type: "function", function: { name, arguments: JSON.stringify(input ?? {}) } });
    } else if (!THOUGHTS.includes(block.type)) throw untranslatable(`messages.content.${block.type}`);
  }
  const said = texts.length > 0 ? texts.join("") : null;
  return { role: "assistant", content: said, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

function textOf(content: string | readonly { text: string }[]): string {
  return typeof content === "string" ? content : content.map(({ text }) => text).join("\n");
}
