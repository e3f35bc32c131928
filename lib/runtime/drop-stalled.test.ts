import { createServer, get, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { dropStalledReaders } from "./drop-stalled";
import { dropUnreadBodies } from "./drop-unread";

const STALLED_MS = 300;
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(onRequest: Parameters<typeof createServer>[1]): Promise<number> {
  server = createServer({}, (req, res) => admit(req, res) && onRequest?.(req, res));
  const admit = dropStalledReaders(server, { stalledMs: STALLED_MS, pipelined: 4 });
  dropUnreadBodies(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as { port: number }).port;
}

/** Resolves when the server has no connection any more. */
function allGone(): Promise<void> {
  return new Promise((done) => {
    const look = setInterval(() => {
      server.getConnections((_err, count) => {
        if (count > 0) return;
        clearInterval(look);
        done();
      });
    }, 20);
  });
}

const ended = (socket: Socket) => new Promise<void>((done) => socket.on("error", () => {}).on("close", done));

test("a reader that stops reading is let go", async () => {
  const port = await serve((_req, res) => res.end(Buffer.alloc(64 * 1024 * 1024)));
  const socket = connect(port, "127.0.0.1").pause();
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await new Promise((done) => server.once("request", done));
  await allGone();
  socket.destroy();
});

test("an answer may take as long as it takes, and a slow stream its pauses", async () => {
  const port = await serve((_req, res) => {
    res.write("a");
    setTimeout(() => res.end("b"), STALLED_MS * 4);
  });
  const text = await new Promise<string>((done) =>
    get(`http://127.0.0.1:${port}/`, (res) => {
      let said = "";
      res.on("data", (chunk: Buffer) => {
        said += chunk;
      });
      res.on("end", () => done(said));
    }),
  );
  expect(text).toBe("ab");
});

test("a connection that asks for more than it reads is ended", async () => {
  let asked = 0;
  const port = await serve(() => {
    asked++;
  });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(400));
  await ended(socket);
  expect(asked).toBe(4);
});

test("a body that nobody reads ends with its connection, after its sender has heard why", async () => {
  const port = await serve((_req, res) => res.writeHead(413).end("too large"));
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk: Buffer) => {
    heard += chunk;
  });
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n");
  const piece = Buffer.alloc(64 * 1024);
  const more = setInterval(() => socket.writable && socket.write(piece), 1);
  await ended(socket);
  clearInterval(more);
  expect(heard).toContain("413");
});
