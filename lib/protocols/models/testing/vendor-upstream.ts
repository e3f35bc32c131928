import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An upstream whose every byte a test decides, and which remembers what reached it. */
export interface VendorUpstream {
  url: string;
  seen: Seen[];
  /** How the next requests are answered. */
  answer: (res: ServerResponse, request: Seen) => void;
}

/** Serves it for the length of the test file: `const upstream = vendorUpstream()`, then `upstream()` inside a test. */
export function vendorUpstream(): () => VendorUpstream {
  const state: VendorUpstream = { url: "", seen: [], answer: (res) => res.writeHead(500).end() };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const request = { method: req.method ?? "", url: req.url ?? "", headers: req.headers, body };
      state.seen.push(request);
      state.answer(res, request);
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    state.seen = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => state;
}

export function answerJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export const SSE = { "content-type": "text/event-stream; charset=utf-8" };
