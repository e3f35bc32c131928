import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Dispatcher, Pool } from "undici";

/**
 * The practical limit of a proxy on Node: node:http, a pool of connections, nothing in between.
 * @returns its base address
 */
export async function serveRawProxy(upstream: string): Promise<string> {
  const pool = new Pool(upstream, { connections: 64 });
  const server = createServer((req, res) => {
    const request = {
      path: req.url ?? "/",
      method: (req.method ?? "GET") as Dispatcher.HttpMethod,
      headers: { "content-type": "application/json", "content-length": req.headers["content-length"] },
      body: req,
      opaque: res,
    };
    const done = (err: Error | null) => {
      if (!err) return;
      if (!res.headersSent) res.writeHead(502);
      res.end();
    };
    pool.stream(
      request,
      ({ statusCode, headers }) => {
        res.writeHead(statusCode, headers);
        return res;
      },
      done,
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
