import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it reached the provider. */
export interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** A provider of one format whose every answer a check decides. */
export interface VendorServer {
  url: string;
  seen: Seen[];
  answer: (res: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startVendor(): Promise<VendorServer> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      vendor.seen.push({ url: req.url ?? "", headers: req.headers, body });
      vendor.answer(res);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const vendor: VendorServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    answer: (res) => res.writeHead(500).end(),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return vendor;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (res: ServerResponse) => {
    res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
}

/** Written in pieces of a few bytes each, so that events and letters arrive cut. */
export function events(text: string) {
  const bytes = Buffer.from(text);
  return (res: ServerResponse) => {
    res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    for (let at = 0; at < bytes.length; at += 41) res.write(bytes.subarray(at, at + 41));
    res.end();
  };
}
