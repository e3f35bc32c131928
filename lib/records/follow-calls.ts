import { LRUCache } from "lru-cache";
import type { Db } from "@/db/client";
import { listCallsAmong } from "@/db/queries/calls";
import type { EventFeed } from "@/lib/events/event-feed";
import type { CallSummary } from "./call.schema";
import { callQueryOf } from "./call-filter";
import { callSummaryOf } from "./call-summary";
import type { CallFilterInput } from "./list-calls.schema";

/** Events further back than this are not gone through one by one. */
const MOST_PAST = 20_000;
/** Readers with the same filter read at the same ticks, so the second finds what the first has read. */
const KEPT_MS = 5_000;
const MOST_KEPT = 200;

/** What has happened to the calls since a position of the event feed. */
export interface CallNews {
  calls: CallSummary[];
  /** Where to go on: all events below it have been seen. */
  position: number;
  /** Too much has happened; the list should be read again. */
  behind: boolean;
}

/**
 * Calls that match a filter, each time that something is put on record about them: a call is news when it begins and when it ends. The order and the position are the event feed's, so a reader who
 * comes back to any replica misses nothing and gets nothing twice. Costs nothing while nothing happens, and one query for all readers with the same filter when something does.
 */
export async function readCallNews(
  { feed, db }: { feed: EventFeed; db: Db },
  filter: CallFilterInput,
  from: number,
): Promise<CallNews> {
  const end = feed.position();
  if (end - from > MOST_PAST) return { calls: [], position: end, behind: true };
  // A reader who comes from a replica that is ahead waits for this one.
  if (end <= from) return { calls: [], position: from, behind: false };
  const { events, next } = await feed.read(from);
  const ids = [...new Set(events.flatMap(({ callId }) => callId ?? []))];
  if (ids.length === 0) return { calls: [], position: next, behind: false };
  const calls = await shared(feed, `${from} ${next} ${JSON.stringify(filter)}`, async () => {
    const rows = await listCallsAmong(db, { ...followedOf(filter), ids });
    return rows.map(callSummaryOf);
  });
  return { calls, position: next, behind: false };
}

/** A call that was listed as running and then ended is still news: it changes where it stands. */
function followedOf(filter: CallFilterInput) {
  const { status, ...others } = callQueryOf(filter);
  return status && !status.any.includes("admitted") ? { status, ...others } : others;
}

const loads = new WeakMap<EventFeed, LRUCache<string, Promise<CallSummary[]>>>();

function shared(feed: EventFeed, key: string, load: () => Promise<CallSummary[]>): Promise<CallSummary[]> {
  const kept = loads.get(feed) ?? new LRUCache({ max: MOST_KEPT, ttl: KEPT_MS });
  loads.set(feed, kept);
  const known = kept.get(key);
  if (known) return known;
  const loading = load();
  kept.set(key, loading);
  // A failure is not kept: the next reader asks again.
  loading.catch(() => kept.delete(key));
  return loading;
}
