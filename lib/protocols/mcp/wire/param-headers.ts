import { isObject } from "./messages";

/** Which body member the header `Mcp-Name` repeats (2026-07-28, Streamable HTTP, standard request headers). */
const NAME_SOURCE: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
  "tasks/get": "taskId",
  "tasks/update": "taskId",
  "tasks/cancel": "taskId",
};

/** What `Mcp-Name` has to say for this request; undefined when the method has no such header or the body no such text. */
export function nameOf(method: string, params: unknown): string | undefined {
  const source = Object.hasOwn(NAME_SOURCE, method) ? NAME_SOURCE[method] : undefined;
  const value = source !== undefined && isObject(params) ? params[source] : undefined;
  return typeof value === "string" ? value : undefined;
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const SENTINEL = /^=\?base64\?(.*)\?=$/s;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A text as a header value: as it is where HTTP allows it, else Base64 between the marks `=?base64?` and `?=`. */
export function encodeHeaderText(text: string): string {
  if (PLAIN.test(text) && !SENTINEL.test(text)) return text;
  return `=?base64?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

/** The text of a header value; undefined when it is marked as Base64 and is not. */
export function decodeHeaderText(value: string): string | undefined {
  const encoded = SENTINEL.exec(value)?.[1];
  if (encoded === undefined) return value;
  if (!BASE64.test(encoded)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(encoded, "base64"));
  } catch {
    return undefined;
  }
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;
const MAX_DEPTH = 8;

/**
 * The `Mcp-Param-*` headers that a tool's schema asks for (`x-mcp-header` on properties), made from the arguments. Needed where the mesh itself writes the request: for a client of an older revision, or
 * behind the door that joins all servers.
 */
export function paramHeaders(inputSchema: unknown, args: unknown, depth = 0): Record<string, string> {
  const headers: Record<string, string> = {};
  if (depth > MAX_DEPTH || !isObject(inputSchema) || !isObject(inputSchema.properties) || !isObject(args))
    return headers;
  for (const [key, schema] of Object.entries(inputSchema.properties)) {
    const value = args[key];
    if (!isObject(schema) || value === undefined || value === null) continue;
    const name = schema["x-mcp-header"];
    if (typeof name === "string" && TOKEN.test(name)) {
      const text = scalarText(value);
      if (text !== undefined) headers[`mcp-param-${name.toLowerCase()}`] = encodeHeaderText(text);
    }
    Object.assign(headers, paramHeaders(schema, value, depth + 1));
  }
  return headers;
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  const whole =
    typeof value === "number" &&
    Number.isFinite(value) &&
    (!Number.isInteger(value) || Number.isSafeInteger(value));
  return whole ? String(value) : undefined;
}
