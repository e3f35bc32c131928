import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
  type ServerNotifier,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { conformanceServer } from "./conformance-server";
import { eventStore } from "./event-store";
import { Tasks } from "./tasks";

export interface ConformanceServer {
  /** Address of the MCP endpoint. */
  url: string;
  close(): Promise<void>;
}

/** What a client that lost its stream is told to wait before it comes back, in milliseconds. */
const RETRY_MS = 500;

/** Starts the server on a loopback port; 0 takes a free one. It speaks 2026-07-28 and, with sessions, every revision before. */
export async function startConformanceServer(port: number): Promise<ConformanceServer> {
  const tasks = new Tasks();
  const modern = createMcpHandler(() => conformanceServer("modern", tasks, modern.notify), {
    legacy: "reject",
  });
  const sessions = sessionHandler(tasks, modern.notify);

  const fetch = async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname !== "/mcp") return new Response("Not found", { status: 404 });
    const rejected =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins());
    if (rejected) return rejected;
    return (await isLegacyRequest(request)) ? sessions(request) : modern.fetch(request);
  };

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch, port, hostname: "127.0.0.1" }, () => resolve(started));
    started.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      await modern.close();
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
}

function sessionHandler(tasks: Tasks, notify: ServerNotifier): (request: Request) => Promise<Response> {
  const open = new Map<string, WebStandardStreamableHTTPServerTransport>();
  return async (request) => {
    const id = request.headers.get("mcp-session-id");
    if (id !== null) {
      const error = { code: -32001, message: "Session not found" };
      const missing = () => Response.json({ jsonrpc: "2.0", id: null, error }, { status: 404 });
      return open.get(id)?.handleRequest(request) ?? missing();
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: eventStore(),
      retryInterval: RETRY_MS,
      onsessioninitialized: (session) => void open.set(session, transport),
      onsessionclosed: (session) => void open.delete(session),
    });
    await conformanceServer("session", tasks, notify).connect(transport);
    return transport.handleRequest(request);
  };
}
