import type { Ask, Reply } from "./http";

/** A place of the gateway that takes JSON. */
export interface JsonDoor {
  name: string;
  /** How these bytes get to it. */
  ask(bytes: Buffer): Ask;
  /**
   * Whether the refusal is one of the JSON reader. "Accepted" means that the bytes were taken as JSON, whatever the door then says about what they mean: `[1]` is JSON and no request of any protocol.
   */
  refusedAsJson(reply: Reply): boolean;
  /** Documents of the public corpus that are no JSON and yet mean something here: nothing at all stands for no parameters. */
  means?: readonly string[];
  /** A message that the door carries; generated ones are made from it by mutation. */
  sample?: unknown;
}

const JSON_TYPE = { "content-type": "application/json" };
const A2A = { ...JSON_TYPE, "a2a-version": "1.0" };
const MCP = {
  ...JSON_TYPE,
  accept: "application/json, text/event-stream",
  "mcp-protocol-version": "2025-06-18",
};
/** What the reader says, in the words of lib/core/parse-json.ts and lib/gateway/read-body.ts. */
const READER =
  /is not valid JSON|names a member twice|named __proto__|nests deeper|is not valid UTF-8|Parse error/;

const textOf = (reply: Reply) => reply.status === 400 && READER.test(reply.text);
const rpcCode = (reply: Reply) => /"code":-32700/.test(reply.text);

const BLANK = ["n_structure_no_data.json", "n_single_space.json", "n_structure_UTF8_BOM_no_data.json"];

export const JSON_DOORS: readonly JsonDoor[] = [
  {
    name: "a2a json-rpc 1.0",
    ask: (body) => ({ method: "POST", path: "/a2a/yes-agent", headers: A2A, body }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: 1,
      method: "SendMessage",
      params: { message: { messageId: "m-1", role: "ROLE_USER", parts: [{ text: "hello" }] } },
    },
  },
  {
    name: "a2a json-rpc 0.3",
    ask: (body) => ({ method: "POST", path: "/a2a/yes-agent/", headers: JSON_TYPE, body }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: "a",
      method: "message/send",
      params: {
        message: {
          kind: "message",
          messageId: "m-2",
          role: "user",
          parts: [{ kind: "text", text: "hello" }],
        },
        configuration: { blocking: true, historyLength: 3 },
      },
    },
  },
  {
    name: "a2a http+json 1.0",
    ask: (body) => ({ method: "POST", path: "/a2a/yes-agent/message:send", headers: A2A, body }),
    refusedAsJson: (reply) => reply.text.includes("PARSE_ERROR") || textOf(reply),
    means: BLANK,
    sample: { message: { messageId: "m-3", role: "ROLE_USER", parts: [{ text: "hello" }] } },
  },
  {
    name: "a2a http+json 0.3",
    ask: (body) => ({ method: "POST", path: "/a2a/yes-agent/v1/message:send", headers: JSON_TYPE, body }),
    refusedAsJson: rpcCode,
    means: BLANK,
    sample: { message: { messageId: "m-4", role: "ROLE_USER", content: [{ text: "hello" }] } },
  },
  {
    name: "a2a mesh json-rpc 1.0",
    ask: (body) => ({ method: "POST", path: "/a2a", headers: A2A, body }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: 1,
      method: "SendMessage",
      params: {
        message: {
          messageId: "m-5",
          role: "ROLE_USER",
          parts: [{ data: { skill: "discover", input: { q: "hello" } } }],
        },
      },
    },
  },
  {
    name: "a2a mesh http+json 0.3",
    ask: (body) => ({ method: "POST", path: "/a2a/-/v1/message:send", headers: JSON_TYPE, body }),
    refusedAsJson: rpcCode,
    means: BLANK,
    sample: {
      message: {
        messageId: "m-6",
        role: "ROLE_USER",
        content: [{ data: { data: { skill: "describe", input: { kind: "agent", name: "yes-agent" } } } }],
      },
    },
  },
  {
    name: "mcp server",
    ask: (body) => ({ method: "POST", path: "/mcp/yes-tools", headers: MCP, body }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "echo", arguments: { text: "hello" } },
    },
  },
  {
    name: "mcp server 2026",
    ask: (body) => ({
      method: "POST",
      path: "/mcp/yes-tools",
      headers: {
        ...MCP,
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "tools/call",
        "mcp-name": "echo",
      },
      body,
    }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: {
        name: "echo",
        arguments: { text: "hello" },
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": {},
          "io.modelcontextprotocol/clientInfo": { name: "x", version: "1" },
        },
      },
    },
  },
  {
    name: "mcp joined",
    ask: (body) => ({ method: "POST", path: "/mcp", headers: MCP, body }),
    refusedAsJson: rpcCode,
    sample: {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "yes-tools__echo", arguments: { text: "hello" } },
    },
  },
  {
    name: "openai chat",
    ask: (body) => ({ method: "POST", path: "/v1/chat/completions", headers: JSON_TYPE, body }),
    refusedAsJson: textOf,
    sample: { model: "m", messages: [{ role: "user", content: "hello" }], max_tokens: 5, stream: false },
  },
  {
    name: "anthropic messages",
    ask: (body) => ({ method: "POST", path: "/v1/messages", headers: JSON_TYPE, body }),
    refusedAsJson: textOf,
    sample: { model: "c", messages: [{ role: "user", content: "hello" }], max_tokens: 5 },
  },
  {
    name: "management api",
    ask: (body) => ({ method: "POST", path: "/api/v1/domains", headers: JSON_TYPE, body }),
    refusedAsJson: textOf,
    means: ["n_structure_no_data.json"],
    sample: { name: "fuzz", title: "Fuzz", description: "hello" },
  },
  {
    name: "authzen",
    ask: (body) => ({ method: "POST", path: "/access/v1/evaluation", headers: JSON_TYPE, body }),
    refusedAsJson: textOf,
    sample: {
      subject: { type: "agent", id: "someone" },
      action: { name: "useModel" },
      resource: { type: "model", id: "m" },
      context: {},
    },
  },
  {
    name: "oauth authorization_details",
    ask: (bytes) => ({
      method: "POST",
      path: "/oauth/token",
      as: "client",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.concat([
        Buffer.from("grant_type=client_credentials&authorization_details="),
        Buffer.from([...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")),
      ]),
    }),
    refusedAsJson: (reply) => reply.text.includes("are not valid JSON"),
    // An empty parameter counts as left out (RFC 6749 section 3.2).
    means: ["n_structure_no_data.json"],
    sample: [{ type: "mesh_tool", server: "yes-tools", tool: "echo" }],
  },
];
