import { at, textAt } from "../viewers/json-access";
import { type JsonNode, parseJsonSource } from "../viewers/parse-json-source";

/** The parts of a recorded call that a command is made from. */
export interface CurlCall {
  protocol: string;
  method: string;
  calleeName: string;
  payloads: readonly { direction: string; contentType: string; truncated: boolean; body: string | null }[];
}

const MODEL_PATHS: Readonly<Record<string, string>> = {
  "chat.completions": "/v1/chat/completions",
  embeddings: "/v1/embeddings",
  messages: "/v1/messages",
  "messages.count_tokens": "/v1/messages/count_tokens",
};
const SESSION_REVISION = "2025-06-18";
const MODERN = "io.modelcontextprotocol/protocolVersion";

/**
 * The call as a command that makes it again: the recorded body, and a badge from the variable BADGE. Bodies are strangers' texts, so everything stands in single quotes, in which a shell reads nothing.
 * @param origin of the mesh
 * @returns undefined when the body was not kept whole or the door is not known
 */
export function curlOf(call: CurlCall, origin: string): string | undefined {
  const sent = call.payloads.find(({ direction }) => direction === "request");
  if (!sent || sent.body === null || sent.truncated) return undefined;
  const door = doorOf(call, sent.body);
  if (!door) return undefined;
  const headers: [string, string][] = [
    ["content-type", sent.contentType || "application/json"],
    ...door.headers,
  ];
  return [
    `curl -sS -N ${shellQuote(origin + door.path)}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in, or says what is missing.
    '-H "authorization: Bearer ${BADGE:?set it to a badge}"',
    ...headers.map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`),
    // Not --data-binary: a body that begins with @ would name a file to send.
    `--data-raw ${shellQuote(sent.body)}`,
  ].join(" \\\n  ");
}

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

interface DoorRequest {
  path: string;
  headers: [string, string][];
}

function doorOf(call: CurlCall, body: string): DoorRequest | undefined {
  const root = parseJsonSource(body);
  const name = encodeURIComponent(call.calleeName);
  const accept: [string, string] = ["accept", "application/json, text/event-stream"];
  switch (call.protocol) {
    case "openai":
    case "anthropic": {
      const path = MODEL_PATHS[call.method];
      const version: [string, string][] =
        call.protocol === "anthropic" ? [["anthropic-version", "2023-06-01"]] : [];
      return path === undefined ? undefined : { path, headers: version };
    }
    case "mcp":
      return textAt(root, "method") === undefined
        ? undefined
        : { path: `/mcp/${name}`, headers: [accept, ...mcpHeaders(root)] };
    case "a2a": {
      const method = textAt(root, "method");
      // Only JSON-RPC bodies name their method; over HTTP the address does, which the record does not have.
      if (method === undefined) return undefined;
      return {
        path: `/a2a/${name}`,
        headers: [accept, ["a2a-version", method.includes("/") ? "0.3" : "1.0"]],
      };
    }
    default:
      return undefined;
  }
}

/** Revision 2026-07-28 repeats the method and the name in headers. */
function mcpHeaders(root: JsonNode | undefined): [string, string][] {
  const params = at(root, "params");
  const revision = textAt(at(params, "_meta"), MODERN);
  if (revision === undefined) return [["mcp-protocol-version", SESSION_REVISION]];
  const name = textAt(params, "name") ?? textAt(params, "uri") ?? textAt(params, "taskId");
  return [
    ["mcp-protocol-version", revision],
    ["mcp-method", textAt(root, "method") ?? ""],
    ...(name === undefined ? [] : [["mcp-name", headerText(name)] satisfies [string, string]]),
  ];
}

/** As it is where HTTP allows it, else Base64 between marks (MCP 2026-07-28, standard request headers). */
function headerText(text: string): string {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !text.startsWith("=?base64?")) return text;
  const bytes = new TextEncoder().encode(text);
  return `=?base64?${btoa(String.fromCharCode(...bytes))}?=`;
}
