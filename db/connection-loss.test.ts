import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Database, openDatabase } from "./client";

// The driver is patched (decision 010): these are the promises of it that the mesh lives on.

const WORKERS = 24;
const CUTS = 40;
/** Longer than the driver waits between two attempts to connect. */
const SETTLED_MS = 20_000;

let proxy: Server;
const pairs = new Set<{ client: Socket; server: Socket }>();
let refusing = false;
let database: Database;

beforeAll(async () => {
  const target = new URL(inject("postgresUrl"));
  proxy = createServer((client) => {
    if (refusing) return void client.resetAndDestroy();
    const server = connect(Number(target.port), target.hostname);
    const pair = { client, server };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.setNoDelay(true).on("error", end).on("close", end);
    client.pipe(server);
    server.pipe(client);
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  const { port } = proxy.address() as { port: number };
  database = openDatabase(inject("postgresUrl").replace(`:${target.port}/`, `:${port}/`), 6);
});

afterAll(async () => {
  await database.close();
  for (const { client } of pairs) client.destroy();
  proxy.close();
});

/** Cuts every connection at once, as a dying server does: half of them with a reset. */
function cut(): void {
  let n = 0;
  for (const { client, server } of [...pairs]) {
    if (n++ % 2) client.resetAndDestroy();
    else client.end();
    server.destroy();
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

test("over lost connections every query settles, and what succeeds is whole", {
  timeout: 60_000,
}, async () => {
  const { sql } = database;
  await sql`select 1`;
  let running = true;
  let succeeded = 0;
  let failed = 0;
  const wrong: unknown[] = [];
  const open = new Map<symbol, string>();

  const work: Record<string, () => Promise<void>> = {
    async rows() {
      const rows = await sql<
        { n: number }[]
      >`select n, repeat('x', 400) as pad from generate_series(1, ${300}) n`;
      if (rows.length !== 300 || rows.some((row, at) => row?.n !== at + 1)) wrong.push(["rows", rows.length]);
    },
    async transaction() {
      const sum = await sql.begin(async (tx) => {
        const [first] = await tx<{ n: number }[]>`select ${1}::int as n`;
        const [second] = await tx<{ n: number }[]>`select ${2}::int as n, pg_sleep(0.002)`;
        return (first?.n ?? Number.NaN) + (second?.n ?? Number.NaN);
      });
      if (sum !== 3) wrong.push(["transaction", sum]);
    },
    async arrays() {
      const [row] = await sql<{ list: string[] }[]>`select ${["a", "b"]}::text[] as list`;
      if (row?.list?.join() !== "a,b") wrong.push(["arrays", row]);
    },
    async simple() {
      const rows = await sql.unsafe("select 7 as n");
      if (rows[0]?.n !== 7) wrong.push(["simple", rows]);
    },
  };

  const names = Object.keys(work);
  const worker = async (id: number) => {
    for (let n = id; running; n++) {
      const name = names[n % names.length] as string;
      const mark = Symbol(name);
      open.set(mark, name);
      // At once again after a failure, as callers do: a connection that has failed is not closed yet at this moment.
      await work[name]?.().then(
        () => succeeded++,
        () => failed++,
      );
      open.delete(mark);
      if (failed % 50 === 49) await pause(1);
    }
  };
  const workers = Array.from({ length: WORKERS }, (_, id) => worker(id));

  for (let n = 0; n < CUTS; n++) {
    await pause(20 + Math.random() * 60);
    refusing = n % 3 === 0;
    cut();
    if (refusing) await pause(30);
    refusing = false;
  }
  await pause(200);
  running = false;
  await Promise.race([Promise.all(workers), pause(SETTLED_MS)]);

  expect([...open.values()]).toEqual([]);
  expect(wrong).toEqual([]);
  expect(succeeded).toBeGreaterThan(CUTS);
  expect(failed).toBeGreaterThan(CUTS);
  const [row] = await sql<{ n: number }[]>`select 1 as n`;
  expect(row?.n).toBe(1);
});
