import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { expect, test } from "vitest";
import { exchangeOf, withExchange, writeAnswer } from "./node-exchange";

const CHUNKS = 400;
const CHUNK = Buffer.alloc(64 * 1024, "x");

test("a long answer to a slow reader leaves nothing behind at the connection each time that it waits", async () => {
  let outgoing: ServerResponse | undefined;
  let most = 0;
  async function* body() {
    for (let nth = 0; nth < CHUNKS; nth++) {
      most = Math.max(most, outgoing?.listenerCount("close") ?? 0, outgoing?.listenerCount("error") ?? 0);
      yield CHUNK;
    }
  }
  const fetch = withExchange((request) => {
    const exchange = exchangeOf(request);
    if (!exchange) throw new Error("the request has no connection");
    outgoing = exchange.outgoing;
    return writeAnswer(
      {
        kind: "stream",
        status: 200,
        headers: { "content-type": "text/event-stream" },
        body: body(),
      } as never,
      exchange,
    );
  });
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const { port } = server.address() as AddressInfo;
    const response = await new Promise<IncomingMessage>((done, failed) =>
      get({ port, host: "127.0.0.1" }, done).on("error", failed),
    );
    let bytes = 0;
    for await (const piece of response) {
      bytes += (piece as Buffer).length;
      await new Promise((done) => setImmediate(done));
    }
    expect(bytes).toBe(CHUNKS * CHUNK.length);
    expect(most).toBeLessThan(8);
  } finally {
    server.close();
  }
});
