import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Config } from "@/lib/core/config";

/** Loads Next.js into this process and returns its request handler. Imported only here, so that a gateway replica never loads it. */
export async function startConsole(
  httpServer: Server,
  config: Config,
): Promise<(req: IncomingMessage, res: ServerResponse) => Promise<void>> {
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  // Next.js would take over every offer to upgrade, on gateway paths too, and in production leave it without an answer; nobody listens on this one, so such a request is served as if it offered nothing (RFC 9110 section 7.8).
  const upgrades = dev ? httpServer : createServer();
  const app = next({
    dev,
    dir: process.cwd(),
    httpServer: upgrades,
    hostname: config.host,
    port: config.port,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (req, res) => {
    overwriteForwarded(req);
    return handle(req, res);
  };
}

const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/** Who and where a client says that it is counts for nothing (ASVS 4.1.3): failed sign-ins are throttled by the address that the connection has. */
function overwriteForwarded(req: IncomingMessage): void {
  for (const name of FORWARDED) delete req.headers[name];
  req.headers["x-forwarded-for"] = req.socket.remoteAddress ?? "unknown";
}
