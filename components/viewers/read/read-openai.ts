import { at, itemsAt, textAt, wordAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import { mediaWords } from "./media-words";
import { factsOf, type Part, type Reading, type Turn } from "./reading";

/** A chat completion's request. */
export function readChatRequest(root: JsonNode): Reading | undefined {
  if (textAt(root, "model") === undefined || at(root, "messages")?.kind !== "array") return undefined;
  return {
    title: "Chat request",
    facts: factsOf([
      ["Model", textAt(root, "model")],
      ["Streamed", wordAt(root, "stream")],
      ["Token limit", wordAt(root, "max_completion_tokens") ?? wordAt(root, "max_tokens")],
      ["Temperature", wordAt(root, "temperature")],
      ["Tools offered", toolNames(root)],
    ]),
    turns: itemsAt(root, "messages").map(turnOf),
  };
}

/** A chat completion's whole answer. */
export function readChatAnswer(root: JsonNode): Reading | undefined {
  if (at(root, "choices")?.kind !== "array") return undefined;
  const choices = itemsAt(root, "choices");
  return {
    title: "Chat answer",
    facts: [...answerFacts(root), ...factsOf([["Ended", wordAt(choices[0], "finish_reason")]])],
    turns: choices.flatMap((choice) => {
      const message = at(choice, "message");
      return message ? [turnOf(message)] : [];
    }),
  };
}

/** A streamed answer with its pieces joined. */
export function readChatPieces(pieces: readonly JsonNode[]): Reading | undefined {
  if (!pieces.some((piece) => at(piece, "choices")?.kind === "array")) return undefined;
  const texts: string[] = [];
  const refusals: string[] = [];
  const calls = new Map<string, { id: string | undefined; name: string; input: string }>();
  let ended: string | undefined;
  for (const piece of pieces) {
    for (const choice of itemsAt(piece, "choices")) {
      const delta = at(choice, "delta");
      texts.push(textAt(delta, "content") ?? "");
      refusals.push(textAt(delta, "refusal") ?? "");
      ended = textAt(choice, "finish_reason") ?? ended;
      for (const part of itemsAt(delta, "tool_calls")) {
        const key = wordAt(part, "index") ?? "0";
        const known = calls.get(key) ?? { id: undefined, name: "", input: "" };
        calls.set(key, {
          id: textAt(part, "id") ?? known.id,
          name: known.name + (textAt(part, "function", "name") ?? ""),
          input: known.input + (textAt(part, "function", "arguments") ?? ""),
        });
      }
    }
  }
  const parts: Part[] = [
    ...textParts(texts.join("")),
    ...textParts(refusals.join("")),
    ...[...calls.values()].map((call) => ({ kind: "call" as const, ...call })),
  ];
  const usage = pieces.findLast((piece) => at(piece, "usage")?.kind === "object");
  return {
    title: "Chat answer, streamed",
    facts: [
      ...(usage || pieces[0] ? answerFacts(usage ?? (pieces[0] as JsonNode)) : []),
      ...factsOf([
        ["Ended", ended],
        ["Pieces", String(pieces.length)],
      ]),
    ],
    turns: [{ who: "assistant", parts }],
  };
}

function answerFacts(root: JsonNode): Reading["facts"] {
  return factsOf([
    ["Model", textAt(root, "model")],
    ["Tokens in", wordAt(root, "usage", "prompt_tokens")],
    ["Tokens out", wordAt(root, "usage", "completion_tokens")],
  ]);
}

function turnOf(message: JsonNode): Turn {
  const who = textAt(message, "role") ?? "unknown";
  const content = at(message, "content");
  const parts: Part[] = [
    ...(content?.kind === "string" ? textParts(content.value) : itemsAt(content).map(partOf)),
    ...textParts(textAt(message, "refusal") ?? ""),
    ...itemsAt(message, "tool_calls").map((call) => ({
      kind: "call" as const,
      id: textAt(call, "id"),
      name: textAt(call, "function", "name") ?? "",
      input: textAt(call, "function", "arguments") ?? "",
    })),
  ];
  const of = textAt(message, "tool_call_id");
  return { who, parts: of === undefined ? parts : [{ kind: "result", of, failed: false, parts }] };
}

function partOf(part: JsonNode): Part {
  const text = textAt(part, "text") ?? textAt(part, "refusal");
  if (text !== undefined) return { kind: "text", text };
  const url = textAt(part, "image_url", "url") ?? textAt(part, "image_url");
  if (url !== undefined) return { kind: "media", words: mediaWords("Picture", { url }) };
  const base64 = textAt(part, "input_audio", "data") ?? textAt(part, "file", "file_data");
  if (base64 !== undefined) return { kind: "media", words: mediaWords("File", { base64 }) };
  return { kind: "data", text: part.source };
}

function textParts(text: string): Part[] {
  return text === "" ? [] : [{ kind: "text", text }];
}

function toolNames(root: JsonNode): string | undefined {
  const names = itemsAt(root, "tools").map(
    (tool) => textAt(tool, "function", "name") ?? textAt(tool, "name") ?? "?",
  );
  return names.join(", ") || undefined;
}
