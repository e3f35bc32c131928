import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

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
      if (hit.url.startsWith("/away")) {
        res.writeHead(302, { location: self.redirectTo }).end();
        return;
      }
      const base = hit.url.startsWith("/two-faced") ? "http://169.254.169.254" : self.url;
      const answer = answerTo(base, hit.url, Buffer.concat(chunks).toString("utf8"), req.headers);
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

interface Rpc {
  id?: unknown;
  method?: string;
  params?: { protocolVersion?: string };
}

function answerTo(base: string, url: string, text: string, headers: IncomingHttpHeaders): unknown {
  if (url.endsWith("/agent-card.json")) return card(base);
  if (url.startsWith("/openai/v1/models")) return { object: "list", data: [{ id: "m", object: "model" }] };
  if (url.startsWith("/anthropic/v1/models")) return { data: [{ id: "c", type: "model" }], has_more: false };
  if (url.startsWith("/openai/")) return COMPLETION;
  if (url.startsWith("/anthropic/")) return MESSAGE;
  if (url.startsWith("/agent/rest")) return agentResult(url.includes("/v1/"));
  if (text === "") return undefined;
  const rpc = JSON.parse(text) as Rpc;
  if (url.startsWith("/agent")) {
    return { jsonrpc: "2.0", id: rpc.id ?? null, result: agentResult(headers["a2a-version"] === undefined) };
  }
  return rpc.id === undefined ? undefined : { jsonrpc: "2.0", id: rpc.id, result: mcpResult(rpc) };
}

function card(base: string): unknown {
  const offered = (url: string, protocolBinding: string, protocolVersion: string) => ({
    url: `${base}${url}`,
    protocolBinding,
    protocolVersion,
  });
  return {
    name: "Yes",
    description: "Says yes to everything.",
    version: "1.0.0",
    supportedInterfaces: [
      offered("/agent", "JSONRPC", "1.0"),
      offered("/agent/rest", "HTTP+JSON", "1.0"),
      offered("/agent", "JSONRPC", "0.3"),
      offered("/agent/rest", "HTTP+JSON", "0.3"),
    ],
    capabilities: { streaming: true, pushNotifications: true },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain"],
    skills: [{ id: "yes", name: "Yes", description: "Says yes.", tags: ["yes"] }],
  };
}

function agentResult(legacy: boolean): unknown {
  return legacy
    ? { kind: "message", messageId: "r", role: "agent", parts: [{ kind: "text", text: "yes" }] }
    : { message: { messageId: "r", role: "ROLE_AGENT", parts: [{ text: "yes" }] } };
}

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
