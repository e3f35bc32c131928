import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Script } from "./hostile-callee";

/** One request that reached a callee. */
export interface Hit {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An agent, an MCP server and two model endpoints on one port. They take whatever comes and say yes, so whatever is refused was refused by the mesh. */
export interface Upstream {
  url: string;
  hits: Hit[];
  /** Requests of the trace that reached a callee. What the mesh asks on its own account is in traces of its own. */
  hitsOf(traceId: string): Hit[];
  /** Forgets what it saw, so that long runs stay small. */
  forget(): void;
  /** Answers in place of everything else, byte for byte, and how often it did. */
  script: Script | undefined;
  scripted: number;
  /** Where `/away` leads, and what the card at `/two-faced/agent-card.json` names as its address. */
  redirectTo: string;
  /** Headers that the next answers carry besides their own. */
  extraHeaders: Record<string, string>;
  close(): Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  const byTrace = new Map<string, Hit[]>();
  const self: Upstream = {
    url: "",
    hits: [],
    hitsOf: (traceId) => byTrace.get(traceId) ?? [],
    forget() {
      byTrace.clear();
      self.hits.length = 0;
    },
    script: undefined,
    scripted: 0,
    redirectTo: "",
    extraHeaders: {},
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      const hit = { method: req.method ?? "", url: req.url ?? "", headers: req.headers, body };
      self.hits.push(hit);
      const traceId = String(req.headers.traceparent ?? "").split("-")[1] ?? "";
      byTrace.set(traceId, [...(byTrace.get(traceId) ?? []), hit]);
      if (self.script) {
        self.scripted++;
        self.script(req.socket);
        return;
      }
      if (hit.url.startsWith("/away")) {
        res.writeHead(302, { location: self.redirectTo }).end();
        return;
      }
      const base = hit.url.startsWith("/two-faced") ? "http://169.254.169.254" : self.url;
      const answer = answerTo(base, hit.url, Buffer.concat(chunks).toString("utf8"));
      res.writeHead(answer === undefined ? 202 : 200, {
        "content-type": "application/json",
        ...self.extraHeaders,
      });
      res.end(answer === undefined ? "" : JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return self;
}

/** A prompt with this gets a long answer. */
export const BIG = "as much as you can";
export const BIG_CHARS = 16 * 1024 * 1024;

interface Rpc {
  id?: unknown;
  method?: string;
  params?: { protocolVersion?: string };
}

function answerTo(base: string, url: string, text: string): unknown {
  const only = /^\/([\w.-]+)\/agent-card\.json$/.exec(url)?.[1];
  if (only !== undefined) return card(base, only);
  if (url.startsWith("/openai/v1/models")) return { object: "list", data: [{ id: "m", object: "model" }] };
  if (url.startsWith("/anthropic/v1/models")) return { data: [{ id: "c", type: "model" }], has_more: false };
  if (url.startsWith("/openai/"))
    return text.includes(BIG) ? { ...COMPLETION, id: "x".repeat(BIG_CHARS) } : COMPLETION;
  if (url.startsWith("/anthropic/")) return MESSAGE;
  if (url.startsWith("/agent/rest")) return AGENT_SAYS;
  // The HTTP+JSON binding of 0.3 writes protobuf's JSON.
  if (url.startsWith("/old-agent/rest"))
    return { message: { ...AGENT_SAYS.message, content: AGENT_SAYS.message.parts } };
  if (text === "") return undefined;
  const rpc = JSON.parse(text) as Rpc;
  const unknown =
    url === "/mcp-legacy" ? "server/discover" : url === "/mcp-modern" ? "initialize" : undefined;
  if (rpc.method !== undefined && rpc.method === unknown) {
    return { jsonrpc: "2.0", id: rpc.id, error: { code: -32601, message: "Method not found" } };
  }
  if (url.startsWith("/agent")) return { jsonrpc: "2.0", id: rpc.id ?? null, result: AGENT_SAYS };
  if (url.startsWith("/old-agent")) return { jsonrpc: "2.0", id: rpc.id ?? null, result: OLD_AGENT_SAYS };
  return rpc.id === undefined ? undefined : { jsonrpc: "2.0", id: rpc.id, result: mcpResult(rpc) };
}

/** @param only one of its interfaces, all of them when it names none */
function card(base: string, only: string): unknown {
  const offered = (url: string, protocolBinding: string, protocolVersion: string) => ({
    url: `${base}${url}`,
    protocolBinding,
    protocolVersion,
  });
  const interfaces: Record<string, unknown> = {
    "rpc-agent": offered("/agent", "JSONRPC", "1.0"),
    "rest-agent": offered("/agent/rest", "HTTP+JSON", "1.0"),
    "old-rpc-agent": offered("/old-agent", "JSONRPC", "0.3"),
    "old-rest-agent": offered("/old-agent/rest", "HTTP+JSON", "0.3"),
  };
  return {
    name: "Yes",
    description: "Says yes to everything.",
    version: "1.0.0",
    supportedInterfaces: interfaces[only] ? [interfaces[only]] : Object.values(interfaces),
    capabilities: { streaming: true, pushNotifications: true },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain"],
    skills: [{ id: "yes", name: "Yes", description: "Says yes.", tags: ["yes"] }],
  };
}

const AGENT_SAYS = { message: { messageId: "r", role: "ROLE_AGENT", parts: [{ text: "yes" }] } };
const OLD_AGENT_SAYS = {
  kind: "message",
  messageId: "r",
  role: "agent",
  parts: [{ kind: "text", text: "yes" }],
};

const TOOL = {
  name: "echo",
  description: "Says it again.",
  inputSchema: { type: "object", properties: { text: { type: "string" } } },
};
const SERVER = { name: "yes", version: "1.0.0" };
const CAPABILITIES = { tools: {}, resources: {}, prompts: {}, completions: {}, logging: {} };
const CACHE = { ttlMs: 60_000, cacheScope: "private" };

function mcpResult({ method, params }: Rpc): unknown {
  const resultType = "complete";
  switch (method) {
    case "initialize": {
      const protocolVersion = params?.protocolVersion ?? "2025-06-18";
      return { protocolVersion, capabilities: CAPABILITIES, serverInfo: SERVER };
    }
    case "server/discover": {
      const supportedVersions = ["2026-07-28"];
      return { resultType, supportedVersions, capabilities: CAPABILITIES, serverInfo: SERVER, ...CACHE };
    }
    case "tools/list":
      return { resultType, tools: [TOOL], ...CACHE };
    default: {
      const completion = { values: [] };
      return { resultType, content: [], contents: [], messages: [], completion, ...CACHE };
    }
  }
}

const COMPLETION = {
  id: "x",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "yes" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

const MESSAGE = {
  id: "x",
  type: "message",
  role: "assistant",
  model: "c",
  content: [{ type: "text", text: "yes" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 1, output_tokens: 1 },
};
