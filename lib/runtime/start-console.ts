import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Config } from "@/lib/core/config";

/** Loads Next.js into this process and returns its request handler. Imported only here, so that a gateway replica never loads it. */
export async function startConsole(
  httpServer: Server,
  config: Config,
): Promise<(req: IncomingMessage, res: ServerResponse) => Promise<void>> {
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  const app = next({ dev, dir: process.cwd(), httpServer, hostname: config.host, port: config.port });
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
