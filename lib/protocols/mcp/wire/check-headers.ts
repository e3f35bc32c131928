import { McpRejection, RPC } from "./rejection";

/** @throws McpRejection 415 unless the body is said to be JSON, 406 unless the client takes both JSON and event streams (MCP, Sending Messages) */
export function checkPostHeaders(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type.trim())) {
    throw new McpRejection(415, RPC.transport, "Content-Type must be application/json");
  }
  const accept = headers.get("accept") ?? "";
  if (!accepts(accept, "application/json") || !accepts(accept, "text/event-stream")) {
    throw new McpRejection(
      406,
      RPC.transport,
      "The client must accept both application/json and text/event-stream",
    );
  }
}

/** @throws McpRejection 406 */
export function checkStreamHeaders(headers: Headers): void {
  if (!accepts(headers.get("accept") ?? "", "text/event-stream")) {
    throw new McpRejection(406, RPC.transport, "The client must accept text/event-stream");
  }
}

function accepts(header: string, type: string): boolean {
  const lower = header.toLowerCase();
  return (
    lower.includes(type) || lower.includes("*/*") || lower.includes(`${type.slice(0, type.indexOf("/"))}/*`)
  );
}
