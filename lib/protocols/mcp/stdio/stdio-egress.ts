import { Agent, type Dispatcher } from "undici";
import { MeshError } from "@/lib/core/errors";
import { type Egress, upstreamError } from "@/lib/traffic/egress";
import type { StdioHost } from "./stdio-host";

const HEADERS_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 60_000;

/**
 * The way out with one more door: `stdio://{name}/...` leads to a server that this mesh runs. Only the calls of the mesh get this one; what registers and imports goes through the plain one, for which such an
 * address is none.
 */
export function stdioEgress(egress: Egress, host: StdioHost): Egress {
  const agent = new Agent({ connect: { socketPath: host.socket } });
  return {
    check: (url) => egress.check(url),
    async request(request) {
      const url = new URL(request.url);
      if (url.protocol !== "stdio:") return egress.request(request);
      if (!host.names.has(url.hostname)) {
        throw new MeshError("egress_blocked", "This mesh runs no such server (SIGNALBOX_STDIO_SERVERS).");
      }
      try {
        return await agent.request({
          origin: "http://localhost",
          path: `/${encodeURIComponent(url.hostname)}`,
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body ?? null,
          signal: request.signal,
          headersTimeout: request.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
          bodyTimeout: request.bodyTimeoutMs ?? BODY_TIMEOUT_MS,
        });
      } catch (err) {
        throw upstreamError(err, request.signal);
      }
    },
    async close() {
      await agent.destroy();
      await egress.close();
    },
  };
}
