import { at, textAt } from "./json-access";
import { type JsonNode, parseJsonSource } from "./parse-json-source";
import { readA2aEvents, readA2aMessage, readA2aTask } from "./read/read-a2a";
import {
  isMessagesRequest,
  readMessagesAnswer,
  readMessagesPieces,
  readMessagesRequest,
} from "./read/read-anthropic";
import { readCloudEvent } from "./read/read-cloud-event";
import { readEvents } from "./read/read-events";
import { readFailure } from "./read/read-failure";
import { readMcpRequest, readMcpResult } from "./read/read-mcp";
import { readChatAnswer, readChatPieces, readChatRequest } from "./read/read-openai";
import type { Reading } from "./read/reading";

/** Reads a body as a message of one of the protocols, by its shape. Undefined for anything else: it is then shown as JSON or text. */
export function readMessage(text: string): Reading | undefined {
  if (/^\s*\{/.test(text)) {
    const root = parseJsonSource(text);
    return root && readRoot(root);
  }
  const events = readEvents(text);
  if (!events) return undefined;
  const pieces = events
    .flatMap((event) => parseJsonSource(event) ?? [])
    .filter(({ kind }) => kind === "object");
  return pieces.length === 0 ? undefined : readPieces(pieces);
}

function readRoot(root: JsonNode): Reading | undefined {
  const method = textAt(root, "method");
  if (method !== undefined) return readA2aMessage(at(root, "params"), method) ?? readMcpRequest(root);
  if (at(root, "messages") && isMessagesRequest(root)) return readMessagesRequest(root);
  return (
    readFailure(root) ??
    readCloudEvent(root) ??
    readChatRequest(root) ??
    readChatAnswer(root) ??
    readMessagesAnswer(root) ??
    readResult(at(root, "result") ?? root)
  );
}

function readResult(result: JsonNode): Reading | undefined {
  return readA2aTask(result) ?? readA2aMessage(result, "Message") ?? readMcpResult(result);
}

function readPieces(pieces: readonly JsonNode[]): Reading | undefined {
  const joined = readChatPieces(pieces) ?? readMessagesPieces(pieces);
  const failure = pieces.map(readFailure).find((reading) => reading !== undefined)?.failure;
  if (joined) return failure ? { ...joined, failure } : joined;
  const results = pieces.flatMap((piece) => at(piece, "result") ?? (at(piece, "jsonrpc") ? [] : [piece]));
  const last = results.at(-1);
  const read = readA2aEvents(results) ?? (last && readMcpResult(last));
  if (read) return failure ? { ...read, failure } : read;
  return failure ? { title: "Error", facts: [], turns: [], failure } : undefined;
}
