import type { Sql } from "postgres";
import { followChanges } from "@/db/follow-changes";
import { findLeafEnd, listLeaves } from "@/db/queries/audit-leaves";
import { AUDIT_CHANNEL } from "@/db/queries/audit-tree";
import { serviceKey } from "@/lib/core/services";
import { type MeshEvent, meshEventOf } from "./mesh-event";

/** Gets each event as it comes, in order. Must not block. */
export type EventListener = (event: MeshEvent) => void;

/**
 * The events of the mesh: the audit log, read once for each process however many readers there are. Position n means that all events below n have been given to listeners.
 */
export interface EventFeed {
  position(): number;
  /** Listeners added in the same turn as `position()` was read miss nothing and get nothing twice. */
  listen(listener: EventListener): () => void;
  /**
   * Past events from an index on, at most a page, none at or beyond `position()`. `next` is where to go on.
   * @throws what the database throws
   */
  read(from: number): Promise<{ events: MeshEvent[]; next: number }>;
  /** Reads the log now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export const eventFeedService = serviceKey<EventFeed>("eventFeed");

const PAGE = 512;
/** Events kept in memory, so that readers who reconnect all at once do not all ask the database. */
const RECENT = 4096;
const POLL_MS = 2000;

/**
 * Follows the audit log from its end on.
 * @param source where this mesh is reached; the `source` of every event
 */
export async function openEventFeed(sql: Sql, source: string): Promise<EventFeed> {
  const listeners = new Set<EventListener>();
  const recent: MeshEvent[] = [];
  let position = await findLeafEnd(sql);
  let recentFrom = position;

  const take = (event: MeshEvent) => {
    recent.push(event);
    for (const listener of listeners) listener(event);
  };
  const forget = () => {
    if (recent.length <= 2 * RECENT) return;
    recent.splice(0, recent.length - RECENT);
    recentFrom = recent[0]?.index ?? position;
  };
  /** With nobody listening only the log's end matters. Somebody may come while it is being asked for; then what lies between is read after all. */
  const skipUnheard = async (): Promise<boolean> => {
    if (listeners.size > 0) return false;
    const end = await findLeafEnd(sql);
    if (listeners.size > 0) return false;
    position = end;
    recentFrom = end;
    recent.length = 0;
    return true;
  };
  const follower = await followChanges({
    sql,
    channel: AUDIT_CHANNEL,
    pollMs: POLL_MS,
    async read() {
      if (await skipUnheard()) return;
      for (;;) {
        const rows = await listLeaves(sql, { from: position, to: position + PAGE });
        for (const row of rows) {
          position = row.index + 1;
          const event = meshEventOf(row, source);
          if (event) take(event);
        }
        forget();
        if (rows.length < PAGE) return;
      }
    },
  });
  return {
    position: () => position,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async read(from) {
      const to = Math.min(from + PAGE, position);
      if (from >= recentFrom) {
        const first = lowerBound(recent, from);
        return { events: recent.slice(first, lowerBound(recent, to)), next: to };
      }
      const rows = await listLeaves(sql, { from, to });
      return { events: rows.flatMap((row) => meshEventOf(row, source) ?? []), next: to };
    },
    refresh: () => follower.refresh(),
    close: () => follower.close(),
  };
}

/** Where the first event at or after an index stands; events of entries that are no longer kept are left out. */
function lowerBound(events: readonly MeshEvent[], index: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle] as MeshEvent).index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
