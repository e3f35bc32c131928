import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorResponse } from "@/lib/core/error-http";
import { answerResponse } from "./answer-response";
import { readInbound } from "./inbound";
import { withExchange } from "./node-exchange";
import { readBody } from "./read-body";

const LIMIT = 1000;
let gone: () => void = () => {};

async function echo(request: Request): Promise<Response> {
  try {
    const { signal } = readInbound(request);
    const body = await readBody(request, LIMIT);
    if (body === "wait")
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    if (signal.aborted) gone();
    const headers = { "content-type": "text/plain" };
    return answerResponse({ kind: "whole", status: 200, headers, body, upstreamStatus: 200 }, request);
  } catch (err) {
    return errorResponse(err);
  }
}

const server = createServer(getRequestListener(withExchange(echo), { overrideGlobalObjects: false }));
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Both ways that a body can come: from Node's server and in a plain Request. */
const WAYS: [string, (body: string | Uint8Array | ReadableStream) => Promise<Response>][] = [
  ["over Node's server", (body) => fetch(url, init(body))],
  ["in a plain Request", (body) => echo(new Request("http://mesh/", init(body)))],
];
const init = (body: string | Uint8Array | ReadableStream) =>
  ({ method: "POST", body, duplex: "half" }) as RequestInit;

describe.each(WAYS)("a body %s", (_way, send) => {
  it("is read whole, in any pieces", async () => {
    // A letter of two bytes, cut in the middle.
    const bytes = new TextEncoder().encode(`hé${"llo".repeat(100)}`);
    const pieces = [bytes.subarray(0, 2), bytes.subarray(2, 2), bytes.subarray(2)];
    const body = new ReadableStream({
      pull(controller) {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    const response = await send(body);
    expect(await response.text()).toBe(`hé${"llo".repeat(100)}`);
    expect(await (await send("")).text()).toBe("");
  });

  it("is refused with a reason as soon as it is too long, also without a length", async () => {
    const endless = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(400)) }, { highWaterMark: 0 });
    for (const body of ["x".repeat(LIMIT + 1), endless]) {
      const response = await send(body);
      expect([response.status, await response.json()]).toMatchObject([
        413,
        { error: { code: "payload_too_large" } },
      ]);
    }
  });

  it("is refused when it is not UTF-8", async () => {
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400);
  });
});

describe("a caller over Node's server", () => {
  it("is known to be gone at once", async () => {
    const known = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const request = httpRequest(url, { method: "POST" }, () => {});
    request.on("error", () => {});
    request.end("wait", () => setImmediate(() => request.destroy()));
    await known;
  });
});
