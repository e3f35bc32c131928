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
  return app.getRequestHandler();
}
