/** What every case sends and gets: about 300 bytes each way, in the format of the door it goes through. */
export interface Exchange {
  path: string;
  headers: Record<string, string>;
  body: string;
}

const TEXT = "Which deals of this customer are open, and what is the next step in each of them? ";

/** A chat completion of exactly 300 bytes. */
export function chatExchange(model: string): Exchange {
  const frame = (content: string) => JSON.stringify({ model, messages: [{ role: "user", content }] });
  return { path: "/v1/chat/completions", headers: JSON_TYPE, body: padded(frame) };
}

/** A streamed chat completion. */
export function streamExchange(model: string): Exchange {
  const body = JSON.stringify({ model, stream: true, messages: [{ role: "user", content: TEXT }] });
  return { path: "/v1/chat/completions", headers: JSON_TYPE, body };
}

/** Stands for an id that the client makes for each request; 33 characters once it is made. */
export const FRESH_ID = "[<id>]";
const FRESH_ID_CHARS = 33;

/** An A2A 1.0 SendMessage of exactly 300 bytes. Each is another message: a repeated one would get the first one's answer from the record. */
export function a2aExchange(agent: string): Exchange {
  const frame = (text: string) =>
    JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "SendMessage",
      params: { message: { messageId: FRESH_ID, role: "ROLE_USER", parts: [{ text }] } },
    });
  return { path: `/a2a/${agent}`, headers: { ...JSON_TYPE, "a2a-version": "1.0" }, body: padded(frame) };
}

const JSON_TYPE = { "content-type": "application/json" };

/** An MCP tools/call of exactly 300 bytes, of the generation without sessions. */
export function mcpExchange(server: string, tool: string): Exchange {
  const version = "2026-07-28";
  const meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": { name: "b", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const frame = (q: string) =>
    JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: tool, arguments: { q }, _meta: meta },
    });
  const headers = {
    ...JSON_TYPE,
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": version,
    "mcp-method": "tools/call",
    "mcp-name": tool,
  };
  return { path: `/mcp/${server}`, headers, body: padded(frame) };
}

function padded(frame: (text: string) => string): string {
  const room = 300 - frame("").replace(FRESH_ID, "x".repeat(FRESH_ID_CHARS)).length;
  if (room < 0) return frame("");
  return frame(TEXT.repeat(4).slice(0, room));
}
