import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

export interface BadgeFront {
  url: string;
  close(): Promise<void>;
}

/**
 * A door on loopback that adds a badge to every request and passes it on untouched otherwise, `Host` and `Origin` included: the runner knows no credentials.
 * @param target address of the mesh's door
 */
export async function startBadgeFront(target: string, badge: string): Promise<BadgeFront> {
  const { hostname, port, pathname } = new URL(target);
  const server = createServer((req, res) => {
    const headers = [...req.rawHeaders, "authorization", `Bearer ${badge}`];
    const onward = httpRequest({ hostname, port, path: pathname, method: req.method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      res.flushHeaders();
      answer.pipe(res);
      answer.on("error", () => res.destroy());
    });
    onward.on("error", () => res.destroy());
    res.on("close", () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
