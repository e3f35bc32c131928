import { serve } from "@hono/node-server";
import { createParser } from "eventsource-parser";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import type { Sequencer } from "@/lib/audit/sequencer";
import { insertEntries, testEntries, testSequencer, testSigner } from "@/lib/audit/testing/test-log";
import { testPrincipal } from "@/lib/audit/testing/test-principal";
import { MeshError } from "@/lib/core/errors";
import { type EventFeed, openEventFeed } from "@/lib/events/event-feed";
import { eventApp } from "./event-app";

const database = testDatabase();
const SOURCE = "https://mesh.example";
let sequencer: Sequencer;
let feed: EventFeed;
/** A second replica, which reads the same log by itself. */
let otherFeed: EventFeed;
let revoked = false;
const servers: ReturnType<typeof serve>[] = [];

beforeAll(async () => {
  sequencer = testSequencer(database(), testSigner());
  feed = await openEventFeed(database().sql, SOURCE);
  otherFeed = await openEventFeed(database().sql, SOURCE);
});
afterEach(() => {
  revoked = false;
  for (const server of servers.splice(0)) {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  }
});
afterAll(async () => {
  await sequencer.stop();
  await Promise.all([feed.close(), otherFeed.close()]);
});

/** Serves a feed on a port of its own. */
async function listen(
  from: EventFeed,
  options: { heartbeatMs?: number; maxWaiting?: number } = {},
): Promise<string> {
  const authenticate = async (request: Request) => {
    if (revoked || !request.headers.has("authorization")) throw new MeshError("invalid_token", "Revoked.");
    return testPrincipal(request.headers.get("authorization") === "agent" ? "agent" : "viewer");
  };
  const app = eventApp({
    feed: from,
    publicUrl: "http://mesh.test",
    authenticate,
    authenticateAgain: authenticate,
    ...options,
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  servers.push(server);
  await vi.waitFor(() => expect(server.address()).not.toBeNull());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/events`;
}

/** Where the feed stands once it has everything that was written before. */
async function settledPosition(): Promise<number> {
  const [row] = await database().sql<
    { written: number }[]
  >`select count(*)::int as written from audit_entries`;
  const written = row?.written ?? 0;
  await vi.waitFor(() => expect(feed.position()).toBe(written), { timeout: 20_000 });
  return written;
}

interface Seen {
  index: number;
  event: Record<string, unknown>;
}

/** Reads events until `enough` says so, then breaks the connection off. */
async function read(
  url: string,
  headers: Record<string, string>,
  enough: (seen: Seen[]) => boolean,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: "viewer", ...headers },
    signal: abort.signal,
  });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const parser = createParser({
    onEvent: ({ id, data }) => {
      if (!enough(seen)) seen.push({ index: Number(id), event: JSON.parse(data) });
    },
  });
  const decoder = new TextDecoder();
  if (!response.body) return seen;
  try {
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (enough(seen)) break;
    }
  } finally {
    abort.abort();
  }
  return seen;
}

async function write(count: number, input: Parameters<typeof testEntries>[1] = {}): Promise<void> {
  await insertEntries(database().sql, testEntries(count, input));
  sequencer.wake();
}

describe("GET /events", () => {
  it("sends each audit entry as a CloudEvent", async () => {
    const url = await listen(feed);
    const from = feed.position();
    const reading = read(`${url}?after=${from - 1}`, {}, (seen) => seen.length === 1);
    await write(1, { type: "io.signalbox.call.admitted", object: "agent:crm", payload: { a: 1 } });
    expect((await reading)[0]?.event).toMatchObject({
      specversion: "1.0",
      id: String(from),
      source: SOURCE,
      type: "io.signalbox.call.admitted",
      subject: "agent:crm",
      datacontenttype: "application/json",
      data: { actor: "agent:writer", outcome: "ok", payload: { a: 1 } },
    });
  });

  it("loses nothing and repeats nothing over many reconnects under load, to either replica", async () => {
    const urls = [await listen(feed), await listen(otherFeed)];
    const first = feed.position();
    const total = 3000;
    const writing = (async () => {
      for (let done = 0; done < total; done += 30) await write(30);
    })();
    const all: Seen[] = [];
    for (let turn = 0; all.length < total; turn++) {
      const last = all.at(-1)?.index ?? first - 1;
      const wanted = Math.min(1 + ((turn * 37) % 200), total - all.length);
      const headers: Record<string, string> = last >= 0 ? { "last-event-id": String(last) } : {};
      const url = urls[turn % 2] ?? "";
      all.push(
        ...(await read(last >= 0 ? url : `${url}?after=-1`, headers, (seen) => seen.length >= wanted)),
      );
    }
    await writing;
    expect(all.map((seen) => seen.index)).toEqual(Array.from({ length: total }, (_, nth) => first + nth));
    expect(new Set(all.map((seen) => (seen.event.data as { entry_id: string }).entry_id)).size).toBe(total);
  });

  it("filters by type prefix, object and actor, in the past and live", async () => {
    const url = await listen(feed);
    const after = feed.position() - 1;
    await write(5, { type: "io.signalbox.call.denied", actor: "agent:eve" });
    await write(5, { type: "io.signalbox.call.denied", object: "model:x" });
    await vi.waitFor(() => expect(feed.position()).toBe(after + 11), { timeout: 20_000 });
    const query = `${url}?after=${after}&type=io.signalbox.call.&actor=agent:eve&object=mcp-server:notes`;
    const reading = read(query, {}, (seen) => seen.length === 8);
    await write(20, { type: "io.signalbox.client.created", actor: "agent:eve" });
    await write(3, { type: "io.signalbox.call.failed", actor: "agent:eve" });
    const types = (await reading).map((seen) => seen.event.type);
    expect(types).toEqual([
      ...Array(5).fill("io.signalbox.call.denied"),
      ...Array(3).fill("io.signalbox.call.failed"),
    ]);
  });

  it("tells a reader whose filter lets nothing through how far it is", async () => {
    const url = await listen(feed, { heartbeatMs: 10 });
    const response = await fetch(`${url}?type=io.nothing.`, { headers: { authorization: "viewer" } });
    await write(7);
    await vi.waitFor(() => expect(feed.position()).toBeGreaterThan(0), { timeout: 20_000 });
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.includes(`id: ${feed.position() - 1}\n\n`)) break;
    }
    expect(text).not.toContain("data:");
  });

  it("ends the stream of a badge that was revoked", async () => {
    const url = await listen(feed, { heartbeatMs: 10 });
    const response = await fetch(url, { headers: { authorization: "viewer" } });
    revoked = true;
    const text = await response.text();
    expect(text).toContain(": signalbox events");
    expect((await fetch(url, { headers: { authorization: "viewer" } })).status).toBe(401);
  });

  it("drops a reader that does not read, keeps the others, and lets it resume", async () => {
    const url = await listen(feed, { maxWaiting: 50 });
    const first = await settledPosition();
    const stalled = await fetch(url, { headers: { authorization: "viewer" } });
    const steady = read(url, {}, (seen) => seen.length >= 5000);
    const big = { payload: { text: "x".repeat(2000) } };
    for (let done = 0; done < 5000; done += 25) {
      await write(25, big);
      await vi.waitFor(() => expect(feed.position()).toBe(first + done + 25), {
        interval: 2,
        timeout: 20_000,
      });
    }
    // The steady reader has everything; the stalled one was cut off when its bound was reached.
    expect((await steady).at(-1)?.index).toBe(first + 4999);
    await expect(stalled.text()).rejects.toThrow();
    const rest = await read(url, { "last-event-id": String(first + 100) }, (seen) => seen.length >= 4899);
    expect([rest[0]?.index, rest.at(-1)?.index]).toEqual([first + 101, first + 4999]);
  });

  it.each([
    ["agent", 403],
    ["", 401],
  ])("refuses %j with %i", async (authorization, status) => {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    expect((await fetch(await listen(feed), { headers })).status).toBe(status);
  });

  it.each(["?after=x", "?after=-2", "?color=red"])("refuses %s", async (query) => {
    const response = await fetch((await listen(feed)) + query, { headers: { authorization: "viewer" } });
    expect(response.status).toBe(400);
  });
});
