import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

/** A tool as a corpus describes it, with the hints that its operator would give. */
export interface ServedTool {
  name: string;
  description: string;
  params: readonly string[];
  readOnly: boolean;
  openWorld: boolean;
}

export interface ToolServer {
  url: string;
  /** Tool calls that arrived, and all bytes of their requests. */
  readonly arrived: { calls: number; bytes: number };
  close(): Promise<void>;
}

/** A real MCP server (the official package, revision 2026-07-28) with the given tools, which do nothing but count. */
export async function startToolServer(tools: readonly ServedTool[]): Promise<ToolServer> {
  const arrived = { calls: 0, bytes: 0 };
  const handler = createMcpHandler(() => serverOf(tools), { legacy: "reject" });
  const listener = getRequestListener(async (request) => {
    const body = request.method === "POST" ? await request.clone().text() : "";
    if (body.includes('"tools/call"')) {
      arrived.calls++;
      arrived.bytes += Buffer.byteLength(body);
    }
    return handler.fetch(request);
  });
  const server = createServer((req, res) => void listener(req, res));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    arrived,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function serverOf(tools: readonly ServedTool[]): McpServer {
  const server = new McpServer({ name: "corpus-tools", version: "1.0.0" });
  for (const { name, description, params, readOnly, openWorld } of tools) {
    const inputSchema = z.object(Object.fromEntries(params.map((param) => [param, z.json().optional()])));
    const annotations = { readOnlyHint: readOnly, openWorldHint: openWorld };
    server.registerTool(name, { description, inputSchema, annotations }, () => ({
      content: [{ type: "text", text: "done" }],
    }));
  }
  return server;
}
