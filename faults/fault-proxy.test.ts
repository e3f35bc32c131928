import { connect, createServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";

let server: Server;
let proxy: FaultProxy;
const served: Socket[] = [];

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    served.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => socket.write(chunk));
    socket.on("end", () => socket.end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  proxy = await startFaultProxy({ port: (server.address() as { port: number }).port });
});
afterEach(async () => {
  for (const socket of served.splice(0)) socket.destroy();
  await proxy.close();
  await new Promise((done) => server.close(done));
});

function open(): Socket {
  return connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true }).on("error", () => {});
}

/** What comes back for some text, and how long that took. */
async function echo(sent: string): Promise<{ got: string; tookMs: number }> {
  const startedAt = performance.now();
  const socket = open();
  socket.end(sent);
  return { got: await text(socket), tookMs: performance.now() - startedAt };
}

test("a clean line passes everything, and its end", async () => {
  expect((await echo("x".repeat(300_000))).got).toHaveLength(300_000);
});

test("latency counts both ways, bandwidth towards the caller", async () => {
  proxy.set({ latencyMs: 50 });
  expect((await echo("hello")).tookMs).toBeGreaterThan(90);
  proxy.set({ latencyMs: 0, bytesPerSecond: 1000 });
  const slow = await echo("y".repeat(300));
  expect(slow.got).toHaveLength(300);
  expect(slow.tookMs).toBeGreaterThan(250);
});

test("a vanished peer says nothing and ends nothing", async () => {
  const socket = open();
  socket.write("before");
  await new Promise((done) => socket.once("data", done));
  proxy.set({ vanished: true });
  const heard = vi.fn();
  socket.on("data", heard).on("end", heard).on("close", heard);
  socket.write("after");
  await new Promise((done) => setTimeout(done, 100));
  expect(heard).not.toHaveBeenCalled();
  expect(proxy.open).toBe(1);
  socket.destroy();
});

test("a reset ends open connections, refusal those to come", async () => {
  const socket = open();
  socket.write("before");
  await new Promise((done) => socket.once("data", done));
  const error = new Promise<NodeJS.ErrnoException>((done) => socket.once("error", done));
  expect(proxy.reset()).toBe(1);
  expect((await error).code).toBe("ECONNRESET");
  proxy.set({ refusing: true });
  const refused = open();
  expect((await new Promise<NodeJS.ErrnoException>((done) => refused.once("error", done))).code).toBe(
    "ECONNRESET",
  );
});

test("a half-closed line ends one way only", async () => {
  const socket = open();
  socket.write("before");
  await new Promise((done) => socket.once("data", done));
  const ended = new Promise((done) => socket.once("end", done));
  proxy.halfClose();
  await ended;
  const arrived = new Promise<string>((done) => served[0]?.once("data", (chunk) => done(chunk.toString())));
  socket.write("after");
  expect(await arrived).toBe("after");
  socket.destroy();
});
