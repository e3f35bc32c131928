import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Config } from "@/lib/core/config";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { isOwnHostHeader } from "@/lib/gateway/allowed-hosts";
import type { Mesh } from "@/lib/gateway/mesh";
import { withExchange } from "@/lib/gateway/node-exchange";
import { dropStalledReaders } from "./drop-stalled";
import { dropUnreadBodies } from "./drop-unread";
import { gatewayApp, isGatewayPath } from "./gateway-app";
import { answerRefusal, type Refusal, refusalOf } from "./refuse-request";
import { shedRequest } from "./shed-request";
import { startConsole } from "./start-console";

export interface RunningHttp {
  /** Where this process answers on its own machine. */
  localUrl: string;
  /** Takes no new tasks, waits for calls in flight and what they still need, then ends what is left. */
  drain(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/**
 * How long a connection may wait for its next request. Longer than clients and load balancers keep theirs (60 s is common): whoever closes first may close on a request that is already on its way,
 * and a process with much to do reads that request late.
 */
const KEEP_ALIVE_MS = 75_000;
/** How often the first two are looked at; node:http's own 30 s would make ten seconds forty. */
const TIMEOUT_CHECK_MS = 2_000;
const TIMEOUTS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MS,
};
/** Whoever asks for these comes by address, and they say nothing about anybody. */
const PROBES = new Set(["/healthz", "/readyz", "/metrics"]);
const FOREIGN_HOST: Refusal = {
  code: "permission_denied",
  message: "The mesh is not reached under this host name (SIGNALBOX_URL, SIGNALBOX_ALLOWED_HOSTS).",
};
/** As the console's pages have it (ASVS 3.4.1); browsers heed it over TLS only. */
const HSTS = "max-age=63072000; includeSubDomains";
const DRAIN_MS = 30_000;
const DRAIN_LOOK_MS = 50;

/** Serves both planes on one port: gateway paths go to the gateway before Next.js sees them (architecture: two planes, one process). */
export async function startHttp(mesh: Mesh): Promise<RunningHttp> {
  const { config } = mesh;
  const gateway = getRequestListener(withExchange(gatewayApp(mesh).fetch), { overrideGlobalObjects: false });
  let toConsole: (req: IncomingMessage, res: ServerResponse) => Promise<void> = notYet;
  const handle = (req: IncomingMessage, res: ServerResponse) => {
    if (!admit(req, res)) return;
    const refusal = refusalOf(req);
    if (refusal) return answerRefusal(res, refusal);
    const path = (req.url ?? "/").split("?", 1)[0] as string;
    const forGateway = isGatewayPath(path);
    if (forGateway && !PROBES.has(path) && !isOwnHostHeader(config, req.headers.host)) {
      return answerRefusal(res, FOREIGN_HOST);
    }
    if (shedRequest(mesh, req, res, path)) return;
    // What comes from callees stays what it is said to be, in a browser too.
    if (forGateway) {
      res.setHeader("x-content-type-options", "nosniff");
      res.setHeader("strict-transport-security", HSTS);
    }
    const handled = forGateway ? gateway(req, res) : toConsole(req, res);
    Promise.resolve(handled).catch((err: unknown) => {
      log.error({ err, path }, "a request could not be handled");
      res.destroy();
    });
  };
  const server = createServer(TIMEOUTS, handle);
  // A body that is too large is refused before it is sent: by default node:http would ask for it first.
  server.on("checkContinue", (req: IncomingMessage, res: ServerResponse) => {
    if (Number(req.headers["content-length"] ?? 0) <= config.maxBodyBytes) res.writeContinue();
    handle(req, res);
  });
  const admit = dropStalledReaders(server);
  dropUnreadBodies(server);
  await listen(server, config.port, config.host);
  if (config.role !== "gateway") toConsole = await startConsole(server, config);
  else toConsole = noConsole;
  const host = config.host === "0.0.0.0" || config.host === "::" ? "127.0.0.1" : config.host;
  const { port } = server.address() as { port: number };
  return { localUrl: `http://${host}:${port}`, drain: () => drain(server, mesh) };
}

/** Says at once, before anything else is started, that the port cannot be had. @throws MeshError `unavailable` */
export async function assertPortFree(config: Pick<Config, "port" | "host">): Promise<void> {
  const probe = createServer();
  await listen(probe, config.port, config.host);
  await new Promise((done) => probe.close(done));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (err: NodeJS.ErrnoException) => {
      if (err.code === "EADDRINUSE") {
        reject(
          new MeshError(
            "unavailable",
            `Port ${port} is in use. Set PORT to another one, or stop what listens there.`,
          ),
        );
      } else if (err.code === "EACCES") {
        reject(
          new MeshError(
            "unavailable",
            `Port ${port} may not be used by this user. Set PORT to one above 1023.`,
          ),
        );
      } else reject(err);
    });
    server.listen(port, host, resolve);
  });
}

async function drain(server: Server, mesh: Mesh): Promise<void> {
  mesh.inFlight.drain();
  const deadline = Date.now() + DRAIN_MS;
  while (mesh.inFlight.size > 0 && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, DRAIN_LOOK_MS));
  }
  mesh.inFlight.abortAll(new MeshError("unavailable", "The mesh is stopping."));
  server.close();
  // Event streams and idle keep-alive connections have no end of their own; their readers resume elsewhere.
  server.closeAllConnections();
}

async function notYet(_req: IncomingMessage, res: ServerResponse): Promise<void> {
  res.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "1" });
  res.end("The console is starting.");
}

async function noConsole(_req: IncomingMessage, res: ServerResponse): Promise<void> {
  res.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
  res.end("This replica serves the gateway only.");
}
