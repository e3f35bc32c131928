import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Backoff } from "./backoff";
import type { StdioServer } from "./read-stdio-file";
import { openStdioSession, type StdioSession } from "./stdio-session";

/** Servers that the mesh runs itself, each reachable over HTTP at `/{name}` of a socket that only this process's user can open. */
export interface StdioHost {
  /** Path of the socket. */
  socket: string;
  names: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A session that nobody uses for this long is ended, and its process with it. */
const IDLE_MS = 900_000;
const SWEEP_MS = 60_000;

export async function startStdioHost(servers: readonly StdioServer[]): Promise<StdioHost> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-stdio-"));
  const socket = join(folder, "mcp.sock");
  const byName = new Map(servers.map((server) => [server.name, new Sessions(server)]));
  const fetch = async (request: Request): Promise<Response> => {
    const name = decodeURIComponent(new URL(request.url).pathname.split("/")[1] ?? "");
    return (await byName.get(name)?.handle(request)) ?? new Response("Not found", { status: 404 });
  };
  const http = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(socket, resolve);
  });
  const sweep = setInterval(() => {
    for (const sessions of byName.values()) sessions.endIdle(Date.now() - IDLE_MS);
  }, SWEEP_MS).unref();
  return {
    socket,
    names: new Set(byName.keys()),
    async close() {
      clearInterval(sweep);
      await Promise.all([...byName.values()].map((sessions) => sessions.close()));
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The sessions of one server. They share how long to wait after a crash: a server that cannot run is not started once for each caller. */
class Sessions {
  readonly #server: StdioServer;
  readonly #backoff = new Backoff();
  readonly #open = new Map<string, StdioSession>();

  constructor(server: StdioServer) {
    this.#server = server;
  }

  async handle(request: Request): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id !== null) return this.#open.get(id)?.handle(request) ?? problem(404, -32001, "Session not found");
    if (request.method !== "POST") return problem(400, -32000, "Mcp-Session-Id header is required");
    if (!this.#makeRoom())
      return problem(503, -32000, `${this.#server.name} runs as many processes as it may.`);
    const session = await openStdioSession(
      this.#server,
      this.#backoff,
      (opened) => void this.#open.set(opened.id ?? "", opened),
      (ended) => this.#end(ended),
    );
    const response = await session.handle(request);
    // Anything but `initialize` opened nothing.
    if (session.id === undefined) await session.stop();
    return response;
  }

  endIdle(usedBeforeMs: number): void {
    for (const session of this.#open.values()) {
      if (session.lastUsedAtMs < usedBeforeMs && !session.isBusy()) this.#end(session);
    }
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((session) => session.stop()));
  }

  /** The session that has waited longest makes room for a new one; its client starts over when it comes back. */
  #makeRoom(): boolean {
    if (this.#open.size < this.#server.maxProcesses) return true;
    const idle = [...this.#open.values()].filter((session) => !session.isBusy());
    const [oldest] = idle.sort((a, b) => a.lastUsedAtMs - b.lastUsedAtMs);
    if (oldest) this.#end(oldest);
    return oldest !== undefined;
  }

  #end(session: StdioSession): void {
    if (session.id !== undefined) this.#open.delete(session.id);
    void session.stop();
  }
}

function problem(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", id: null, error: { code, message } }, { status });
}
