import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";
import { sharedEventStore } from "./event-store";
import { type Dials, type Fixture, methodsIn, newDials, serveFixture } from "./fixture";

export interface SessionFixture extends Fixture {
  /** Tells every session that the tools changed. */
  toolsChanged(): Promise<void>;
  resourceUpdated(uri: string): Promise<void>;
  /** Forgets every session, as after a restart. */
  forget(): Promise<void>;
  sessions(): number;
  /** Lets the tool `slow` finish. */
  finishSlow(): void;
}

/** An MCP server of revision 2025-11-25 with sessions, a stream of its own, resumable events and questions to the client. */
export async function startSessionServer(): Promise<SessionFixture> {
  const dials = newDials();
  const store = sharedEventStore();
  const open = new Map<string, { server: McpServer; transport: StreamableHTTPServerTransport }>();
  const slow: (() => void)[] = [];
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    dials.authorizations.push(req.headers.authorization);
    const body = req.method === "POST" ? await bodyOf(req) : undefined;
    if (body !== undefined) dials.seen.push(...methodsIn(body));
    const id = req.headers["mcp-session-id"];
    const known = typeof id === "string" ? open.get(id) : undefined;
    if (known) return known.transport.handleRequest(req, res, body);
    if (id !== undefined) {
      res.writeHead(404, { "content-type": "application/json" });
      res.end(
        JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32001, message: "Session not found" } }),
      );
      return;
    }
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      eventStore: store,
      retryInterval: 50,
      onsessioninitialized: (session) => void open.set(session, { server, transport }),
      onsessionclosed: (session) => void open.delete(session),
    });
    const server = sessionServer(dials, slow);
    await server.connect(transport);
    return transport.handleRequest(req, res, body);
  };
  const fixture = await serveFixture((req, res) => void handle(req, res), dials);
  return {
    ...fixture,
    async toolsChanged() {
      for (const { server } of open.values()) await server.server.sendToolListChanged();
    },
    async resourceUpdated(uri) {
      for (const { server } of open.values()) await server.server.sendResourceUpdated({ uri });
    },
    async forget() {
      for (const { transport } of open.values()) await transport.close();
      open.clear();
    },
    sessions: () => open.size,
    finishSlow: () => {
      for (const done of slow.splice(0)) done();
    },
  };
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  return JSON.parse(text);
}

function sessionServer(dials: Dials, slow: (() => void)[]): McpServer {
  const server = new McpServer(
    { name: "session-fixture", version: "1.0.0" },
    {
      instructions: "Be kind.",
      capabilities: {
        logging: {},
        tools: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
      },
    },
  );
  server.registerTool(
    "echo",
    { description: dials.echo, inputSchema: { text: z.string() } },
    async ({ text }) => ({
      content: [{ type: "text", text }],
    }),
  );
  server.registerTool(
    "fail",
    { description: "Never works.", inputSchema: { text: z.string() } },
    async () => ({
      content: [{ type: "text", text: "it broke" }],
      isError: true,
    }),
  );
  server.registerTool(
    "progress",
    { description: "Takes three steps.", inputSchema: {} },
    async (_args, extra) => {
      const progressToken = extra._meta?.progressToken;
      for (const progress of [1, 2, 3]) {
        if (progressToken === undefined) continue;
        await extra.sendNotification({
          method: "notifications/progress",
          params: { progressToken, progress, total: 3 },
        });
      }
      return { content: [{ type: "text", text: "done" }] };
    },
  );
  server.registerTool("ask", { description: "Asks for a name.", inputSchema: {} }, async (_args, extra) => {
    const given = await extra.sendRequest(
      {
        method: "elicitation/create",
        params: {
          message: "Who?",
          requestedSchema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
        },
      },
      z.object({ action: z.string(), content: z.object({ name: z.string() }).optional() }),
    );
    return {
      content: [
        { type: "text", text: given.action === "accept" ? `hello ${given.content?.name}` : given.action },
      ],
    };
  });
  server.registerTool(
    "slow",
    { description: "Finishes when told, on a stream that is cut before.", inputSchema: {} },
    async (_args, extra) => {
      extra.closeSSEStream?.();
      await new Promise<void>((done) => slow.push(done));
      return { content: [{ type: "text", text: "finally" }] };
    },
  );
  server.registerTool(
    "wait",
    { description: "Waits until cancelled.", inputSchema: {} },
    async (_args, extra) => {
      await new Promise<void>((done) => extra.signal.addEventListener("abort", () => done(), { once: true }));
      dials.cancelled.push("wait");
      return { content: [] };
    },
  );
  server.registerResource("note", "note://one", { mimeType: "text/plain" }, async (uri) => ({
    contents: [{ uri: uri.href, text: "a note" }],
  }));
  server.registerPrompt("greet", { argsSchema: { name: z.string() } }, ({ name }) => ({
    messages: [{ role: "user", content: { type: "text", text: `Greet ${name}.` } }],
  }));
  server.server.setRequestHandler(
    z.object({ method: z.literal("resources/subscribe") }).loose(),
    async () => ({}),
  );
  server.server.setRequestHandler(
    z.object({ method: z.literal("resources/unsubscribe") }).loose(),
    async () => ({}),
  );
  return server;
}
