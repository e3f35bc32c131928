import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as queries from "@/db/queries/calls";
import { testDatabase } from "@/db/testing/test-database";
import type { Sequencer } from "@/lib/audit/sequencer";
import { insertEntries, testEntries, testSequencer, testSigner } from "@/lib/audit/testing/test-log";
import { recordCalls } from "@/lib/cost/testing/record-calls";
import { type EventFeed, openEventFeed } from "@/lib/events/event-feed";
import { readCallNews } from "./follow-calls";

const database = testDatabase();
let sequencer: Sequencer;
let feed: EventFeed;
let stop: () => void;

beforeAll(async () => {
  sequencer = testSequencer(database(), testSigner());
  feed = await openEventFeed(database().sql, "https://mesh.example");
  stop = feed.listen(() => {});
});
afterAll(async () => {
  stop();
  await sequencer.stop();
  await feed.close();
});
beforeEach(() => vi.restoreAllMocks());

/** Calls that have happened, on record and in the feed. */
async function happen(count: number, status: "completed" | "failed" = "completed"): Promise<string[]> {
  const at = new Date().toISOString();
  const ids = await recordCalls(
    database(),
    Array.from({ length: count }, () => ({ at, status })),
  );
  const end = feed.position() + count;
  await insertEntries(
    database().sql,
    ids.flatMap((callId) => testEntries(1, { type: "io.signalbox.call.admitted", callId })),
  );
  sequencer.wake();
  await vi.waitFor(() => expect(feed.position()).toBeGreaterThanOrEqual(end), {
    timeout: 20_000,
    interval: 5,
  });
  return ids;
}

const read = (from: number, filter: object = {}) => readCallNews({ feed, db: database().db }, filter, from);

test("whoever comes back at any position has each call once, in order", async () => {
  const start = feed.position();
  const ids = await happen(30);
  const seen: string[] = [];
  for (let position = start; position < feed.position(); ) {
    const news = await read(position);
    seen.push(...news.calls.map(({ id }) => id));
    position = news.position;
  }
  expect(seen).toEqual([...ids].sort());
  const late = await read(start + 10);
  expect(late.calls.map(({ id }) => id)).toEqual(ids.slice(10).sort());
  expect(await read(feed.position())).toEqual({ calls: [], position: feed.position(), behind: false });
});

test("a reader who is ahead of this replica waits for it", async () => {
  const ahead = feed.position() + 5;
  expect(await read(ahead)).toEqual({ calls: [], position: ahead, behind: false });
});

test("only what matches is news", async () => {
  const start = feed.position();
  await happen(2);
  const failed = await happen(1, "failed");
  expect((await read(start, { status: ["failed"] })).calls.map(({ id }) => id)).toEqual(failed);
  expect((await read(start, { callee: ["somebody-else"] })).calls).toEqual([]);
  // A list of running calls must hear that one has ended.
  expect((await read(start, { status: ["admitted"] })).calls).toHaveLength(3);
});

test("readers with the same query share one question, and silence asks nothing", async () => {
  const start = feed.position();
  await happen(3);
  const asked = vi.spyOn(queries, "listCallsAmong");
  await Promise.all(Array.from({ length: 20 }, () => read(start)));
  await read(start, { protocol: ["mcp"] });
  expect(asked).toHaveBeenCalledTimes(2);
  await read(feed.position());
  expect(asked).toHaveBeenCalledTimes(2);
});
