import type { Stage } from "./stage";

/** A place that only callers with a badge may use. */
export interface Door {
  name: string;
  method: "GET" | "POST" | "DELETE";
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** The path whose protected resource metadata a refusal names. */
  resource: string;
  /** Takes badges for management. */
  managed?: true;
}

const A2A = { "a2a-version": "1.0" };
const MCP = { accept: "application/json, text/event-stream" };
const MESSAGE = { message: { messageId: "m-1", role: "ROLE_USER", parts: [{ text: "hello" }] } };
const QUESTION = { message: { ...MESSAGE.message, parts: [{ data: { skill: "taxonomy" } }] } };
const rpc = (method: string, params: unknown) => ({ jsonrpc: "2.0", id: 1, method, params });
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "suite", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
const MODERN = {
  ...MCP,
  "mcp-protocol-version": "2026-07-28",
  "mcp-method": "tools/call",
  "mcp-name": "echo",
};
const CHAT = { model: "m", messages: [{ role: "user", content: "hello" }] };

/** Every governed door, each asked for something that reaches a callee if it is let through; the mesh's own for something that it tells. */
export const DOORS: readonly Door[] = [
  {
    name: "A2A JSON-RPC 1.0",
    method: "POST",
    path: "/a2a/yes-agent",
    headers: A2A,
    body: rpc("SendMessage", MESSAGE),
    resource: "/a2a/yes-agent",
  },
  {
    name: "A2A JSON-RPC 1.0 stream",
    method: "POST",
    path: "/a2a/yes-agent",
    headers: A2A,
    body: rpc("SendStreamingMessage", MESSAGE),
    resource: "/a2a/yes-agent",
  },
  {
    name: "A2A JSON-RPC 0.3",
    method: "POST",
    path: "/a2a/yes-agent",
    body: rpc("message/send", {
      message: { kind: "message", messageId: "m", role: "user", parts: [{ kind: "text", text: "x" }] },
    }),
    resource: "/a2a/yes-agent",
  },
  {
    name: "A2A HTTP+JSON",
    method: "POST",
    path: "/a2a/yes-agent/message:send",
    headers: A2A,
    body: MESSAGE,
    resource: "/a2a/yes-agent",
  },
  {
    name: "A2A tasks",
    method: "GET",
    path: "/a2a/yes-agent/tasks/t-1",
    headers: A2A,
    resource: "/a2a/yes-agent",
  },
  {
    name: "A2A, the mesh itself",
    method: "POST",
    path: "/a2a",
    headers: A2A,
    body: rpc("SendMessage", QUESTION),
    resource: "/a2a",
  },
  {
    name: "A2A HTTP+JSON, the mesh itself",
    method: "POST",
    path: "/a2a/-/message:send",
    headers: A2A,
    body: QUESTION,
    resource: "/a2a/-",
  },
  {
    name: "MCP 2025-06-18",
    method: "POST",
    path: "/mcp/yes-tools",
    headers: MCP,
    body: rpc("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "suite", version: "1" },
    }),
    resource: "/mcp/yes-tools",
  },
  {
    name: "MCP 2026-07-28",
    method: "POST",
    path: "/mcp/yes-tools",
    headers: MODERN,
    body: rpc("tools/call", { name: "echo", arguments: {}, _meta: META }),
    resource: "/mcp/yes-tools",
  },
  {
    name: "MCP stream",
    method: "GET",
    path: "/mcp/yes-tools",
    headers: { accept: "text/event-stream" },
    resource: "/mcp/yes-tools",
  },
  { name: "MCP session end", method: "DELETE", path: "/mcp/yes-tools", resource: "/mcp/yes-tools" },
  {
    name: "MCP, everything joined",
    method: "POST",
    path: "/mcp",
    headers: MCP,
    body: rpc("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "suite", version: "1" },
    }),
    resource: "/mcp",
  },
  { name: "OpenAI chat", method: "POST", path: "/v1/chat/completions", body: CHAT, resource: "/v1" },
  {
    name: "Anthropic messages",
    method: "POST",
    path: "/v1/messages",
    headers: { "anthropic-version": "2023-06-01" },
    body: { ...CHAT, model: "c", max_tokens: 5 },
    resource: "/v1",
  },
  { name: "model list", method: "GET", path: "/v1/models", resource: "/v1" },
  { name: "management", method: "GET", path: "/api/v1/clients", resource: "/api/v1", managed: true },
  { name: "events", method: "GET", path: "/events", resource: "/events", managed: true },
  { name: "audit proofs", method: "GET", path: "/audit/proof?index=0", resource: "/audit", managed: true },
  { name: "audit export", method: "GET", path: "/audit/export", resource: "/audit", managed: true },
  {
    name: "AuthZEN",
    method: "POST",
    path: "/access/v1/evaluation",
    body: {
      subject: { type: "agent", id: "x" },
      action: { name: "invokeAgent" },
      resource: { type: "agent", id: "yes-agent" },
    },
    resource: "/access/v1",
  },
];

export interface Knock {
  status: number;
  challenge: string;
  tookMs: number;
}

/** Asks a door once. Streams are left at once. */
export async function knock(stage: Stage, door: Door, headers: Record<string, string>): Promise<Knock> {
  const startMs = performance.now();
  const response = await fetch(stage.url + door.path, {
    method: door.method,
    headers: {
      ...(door.body === undefined ? {} : { "content-type": "application/json" }),
      ...door.headers,
      ...headers,
    },
    ...(door.body === undefined ? {} : { body: JSON.stringify(door.body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const tookMs = performance.now() - startMs;
  await response.body?.cancel();
  return { status: response.status, challenge: response.headers.get("www-authenticate") ?? "", tookMs };
}
