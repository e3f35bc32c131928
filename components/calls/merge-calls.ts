import type { CallSummary } from "@/lib/records/call.schema";
import { mergeNews } from "../data/merge-news";

/** Calls that came by the live feed, by id. */
export type Arrivals = ReadonlyMap<string, CallSummary>;

/**
 * What a list shows: the pages that were read, with what has changed since, and new calls up to `revealed` on top.
 * Newer ones wait (`waiting`), so that nothing moves under the reader's eyes.
 */
export function mergeCalls(
  listed: readonly CallSummary[],
  arrivals: Arrivals,
  revealed: string,
): { shown: CallSummary[]; waiting: number } {
  const newest = listed[0]?.id ?? "";
  const place = ({ id }: CallSummary) => {
    if (id <= revealed) return "shown";
    return id > newest ? "waiting" : "elsewhere";
  };
  return mergeNews(listed, arrivals, place, laterOf);
}

/** More arrivals than this are not kept: a page that is left open must not grow for ever. */
const MOST_KEPT = 2_000;

/** The arrivals with more, the oldest forgotten. What is known about a call is the newest, and an end is never taken back. */
export function keepNewest(
  arrivals: Arrivals,
  calls: readonly CallSummary[],
  most = MOST_KEPT,
): { arrivals: Arrivals; full: boolean } {
  const next = new Map(arrivals);
  for (const call of calls) {
    const known = next.get(call.id);
    next.set(call.id, known ? laterOf(known, call) : call);
  }
  const ids = [...next.keys()].sort();
  for (const id of ids.slice(0, Math.max(0, next.size - most))) next.delete(id);
  return { arrivals: next, full: ids.length > most };
}

/** A page that was read after an event knows more than the event. */
function laterOf(listed: CallSummary, arrived: CallSummary): CallSummary {
  return listed.endedAt !== null && arrived.endedAt === null ? listed : arrived;
}
