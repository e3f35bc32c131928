import { at, isTrue, itemsAt, textAt, wordAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import { mediaWords } from "./media-words";
import { factsOf, type Part, type Reading } from "./reading";

/** Whether a request is in Anthropic's shape and not OpenAI's: a system text beside the messages, or blocks that only it has. */
export function isMessagesRequest(root: JsonNode): boolean {
  const blocks = itemsAt(root, "messages").flatMap((message) => itemsAt(message, "content"));
  const types = blocks.map((block) => textAt(block, "type") ?? "");
  return (
    at(root, "system") !== undefined ||
    types.some((type) => /^(tool_use|tool_result|thinking|image|document)$/.test(type))
  );
}

export function readMessagesRequest(root: JsonNode): Reading {
  const system = at(root, "system");
  return {
    title: "Messages request",
    facts: factsOf([
      ["Model", textAt(root, "model")],
      ["Streamed", wordAt(root, "stream")],
      ["Token limit", wordAt(root, "max_tokens")],
      [
        "Tools offered",
        itemsAt(root, "tools")
          .map((tool) => textAt(tool, "name") ?? "?")
          .join(", "),
      ],
    ]),
    turns: [
      ...(system ? [{ who: "system", parts: contentOf(system) }] : []),
      ...itemsAt(root, "messages").map((message) => ({
        who: textAt(message, "role") ?? "unknown",
        parts: contentOf(at(message, "content")),
      })),
    ],
  };
}

export function readMessagesAnswer(root: JsonNode): Reading | undefined {
  if (textAt(root, "type") !== "message" || at(root, "content")?.kind !== "array") return undefined;
  return {
    title: "Messages answer",
    facts: factsOf([
      ["Model", textAt(root, "model")],
      ["Ended", textAt(root, "stop_reason")],
      ["Tokens in", wordAt(root, "usage", "input_tokens")],
      ["Tokens out", wordAt(root, "usage", "output_tokens")],
    ]),
    turns: [{ who: textAt(root, "role") ?? "assistant", parts: contentOf(at(root, "content")) }],
  };
}

/** A streamed answer: each block begins, grows and ends by events of its own. */
export function readMessagesPieces(pieces: readonly JsonNode[]): Reading | undefined {
  const start = pieces.find((piece) => textAt(piece, "type") === "message_start");
  if (!start) return undefined;
  const blocks = new Map<string, { type: string; name: string; id: string | undefined; text: string }>();
  for (const piece of pieces) {
    const key = wordAt(piece, "index") ?? "0";
    const type = textAt(piece, "type");
    if (type === "content_block_start") {
      blocks.set(key, {
        type: textAt(piece, "content_block", "type") ?? "text",
        name: textAt(piece, "content_block", "name") ?? "",
        id: textAt(piece, "content_block", "id"),
        text: textAt(piece, "content_block", "text") ?? "",
      });
    }
    const block = blocks.get(key);
    if (type === "content_block_delta" && block) {
      block.text +=
        textAt(piece, "delta", "text") ??
        textAt(piece, "delta", "partial_json") ??
        textAt(piece, "delta", "thinking") ??
        "";
    }
  }
  const end = pieces.findLast((piece) => textAt(piece, "type") === "message_delta");
  const parts = [...blocks.values()].map(({ type, name, id, text }): Part => {
    if (type === "tool_use") return { kind: "call", name, id, input: text };
    return type === "thinking" ? { kind: "thought", text } : { kind: "text", text };
  });
  return {
    title: "Messages answer, streamed",
    facts: factsOf([
      ["Model", textAt(start, "message", "model")],
      ["Ended", textAt(end, "delta", "stop_reason")],
      ["Tokens in", wordAt(start, "message", "usage", "input_tokens")],
      ["Tokens out", wordAt(end, "usage", "output_tokens")],
      ["Pieces", String(pieces.length)],
    ]),
    turns: [{ who: "assistant", parts }],
  };
}

function contentOf(content: JsonNode | undefined): Part[] {
  if (content?.kind === "string") return content.value === "" ? [] : [{ kind: "text", text: content.value }];
  return itemsAt(content).map(blockOf);
}

function blockOf(block: JsonNode): Part {
  switch (textAt(block, "type")) {
    case "text":
      return { kind: "text", text: textAt(block, "text") ?? "" };
    case "thinking":
      return { kind: "thought", text: textAt(block, "thinking") ?? "" };
    case "tool_use":
      return {
        kind: "call",
        name: textAt(block, "name") ?? "",
        id: textAt(block, "id"),
        input: at(block, "input")?.source ?? "{}",
      };
    case "tool_result":
      return {
        kind: "result",
        of: textAt(block, "tool_use_id"),
        failed: isTrue(block, "is_error"),
        parts: contentOf(at(block, "content")),
      };
    case "image":
    case "document":
      return { kind: "media", words: sourceWords(block) };
    default:
      return { kind: "data", text: block.source };
  }
}

function sourceWords(block: JsonNode): string {
  const type = textAt(block, "source", "media_type");
  const base64 = textAt(block, "source", "data");
  const url = textAt(block, "source", "url");
  return mediaWords(textAt(block, "type") === "image" ? "Picture" : "Document", {
    ...(type === undefined ? {} : { type }),
    ...(base64 === undefined ? {} : { base64 }),
    ...(url === undefined ? {} : { url }),
  });
}
