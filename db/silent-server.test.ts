import { connect, createServer, type Server, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

// The driver is patched (decision 010): a server that has vanished without a word is not waited for.

let proxy: Server;
let vanished = false;
const sockets: Socket[] = [];

beforeAll(async () => {
  const target = new URL(inject("postgresUrl"));
  proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    sockets.push(client, server);
    for (const socket of [client, server]) socket.on("error", () => {});
    client.on("data", (chunk) => vanished || server.write(chunk));
    server.on("data", (chunk) => vanished || client.write(chunk));
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => proxy.close(done));
});

test("a connection on which nothing comes back breaks soon after the statement should have ended, an idle one does not", async () => {
  const url = new URL(inject("postgresUrl"));
  url.port = String((proxy.address() as { port: number }).port);
  const sql = postgres(url.href, { max: 1, connection: { statement_timeout: 500 } });
  try {
    const [first] = await sql`select pg_backend_pid() as pid`;
    // Longer than the server may be silent while it is asked something.
    await new Promise((done) => setTimeout(done, 4_000));
    const [second] = await sql`select pg_backend_pid() as pid`;
    expect(second?.pid).toBe(first?.pid);
    vanished = true;
    const askedAt = performance.now();
    await expect(sql`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(performance.now() - askedAt).toBeLessThan(6_000);
    vanished = false;
    expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  } finally {
    vanished = false;
    await sql.end({ timeout: 1 });
  }
});
