import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const ANSWER = "Two deals are open. The first waits for a signed order, the second for a date of delivery.";

/** The tool that the upstream offers as an MCP server. */
export const TOOL = {
  name: "answer",
  description: "Answers a question.",
  inputSchema: { type: "object", properties: { q: { type: "string" } } },
};

/**
 * An upstream that costs next to nothing: a chat model, an A2A agent and an MCP server with constant answers of about 300 bytes.
 * @returns its base address
 */
export async function serveUpstream(): Promise<string> {
  let card = "";
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      if (text.includes('"stream":true')) return stream(res);
      const body = answer(req.method ?? "", req.url ?? "", text, card);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      res.writeHead(body ? 200 : 404, headers).end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  card = JSON.stringify(cardOf(base));
  return base;
}

/** A first piece at once, the rest a moment later, as a model would. */
function stream(res: ServerResponse): void {
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write(`data: ${JSON.stringify({ ...CHUNK, choices: [{ index: 0, delta: { content: "Two" } }] })}\n\n`);
  setTimeout(() => {
    res.end(`data: ${JSON.stringify({ ...CHUNK, choices: [], usage: USAGE })}\n\ndata: [DONE]\n\n`);
  }, PAUSE_MS);
}

function answer(method: string, url: string, body: string, card: string): string {
  if (method === "GET") {
    if (url === "/.well-known/agent-card.json") return card;
    if (url === "/v1/models") return '{"object":"list","data":[{"id":"bench","object":"model"}]}';
    return "";
  }
  if (url === "/v1/chat/completions") return COMPLETION;
  if (url === "/a2a") return rpc(1, A2A_RESULT);
  if (url === "/mcp") return mcp(body);
  return "";
}

const PAUSE_MS = 5;
const USAGE = { prompt_tokens: 60, completion_tokens: 20, total_tokens: 80 };
const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "bench" };

const COMPLETION = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "bench",
  choices: [{ index: 0, message: { role: "assistant", content: ANSWER }, finish_reason: "stop" }],
  usage: USAGE,
});

const A2A_RESULT = {
  message: { messageId: "m-2", role: "ROLE_AGENT", parts: [{ text: ANSWER }], contextId: "c-1" },
};
const MCP_RESULT = { resultType: "complete", content: [{ type: "text", text: ANSWER }] };
const MCP_CALL = rpc(1, MCP_RESULT);
const SERVER_INFO = { name: "bench", version: "1.0.0" };

/** The calls of the benchmark all have id 1; only registration and discovery are read. */
function mcp(body: string): string {
  if (body.includes('"tools/call"') && body.includes('"id":1,')) return MCP_CALL;
  const { id, method } = JSON.parse(body) as { id?: number | string; method: string };
  switch (method) {
    case "server/discover":
      return rpc(id, {
        resultType: "complete",
        supportedVersions: ["2026-07-28"],
        capabilities: { tools: {} },
        serverInfo: SERVER_INFO,
        ttlMs: 60_000,
        cacheScope: "public",
      });
    case "initialize":
      return rpc(id, { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: SERVER_INFO });
    case "tools/list":
      return rpc(id, { resultType: "complete", tools: [TOOL], ttlMs: 60_000, cacheScope: "public" });
    case "tools/call":
      return rpc(id, MCP_RESULT);
    default:
      return rpc(id, {});
  }
}

function rpc(id: number | string | undefined, result: unknown): string {
  return JSON.stringify({ jsonrpc: "2.0", id: id ?? null, result });
}

function cardOf(base: string) {
  return {
    name: "bench",
    description: "Answers at once.",
    version: "1.0.0",
    supportedInterfaces: [{ url: `${base}/a2a`, protocolBinding: "JSONRPC", protocolVersion: "1.0" }],
    capabilities: { streaming: false, pushNotifications: false },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain"],
    skills: [{ id: "answer", name: "Answer", description: "Answers a question.", tags: ["bench"] }],
  };
}
