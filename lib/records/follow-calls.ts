import type { Db } from "@/db/client";
import { listCalls, listCallsAfter, listCallsById } from "@/db/queries/calls";
import { idFloor, idTimeMs } from "@/lib/core/ids";
import type { CallSummary } from "./call.schema";
import { callSummaryOf } from "./call-summary";
import { callQueryOf } from "./list-calls";
import type { CallFilterInput } from "./list-calls.schema";

/**
 * Ids are made before the commit and by several replicas, so a call can show up with an id below one that was already seen. Each look goes back this far; what was sent
 * before is not sent again.
 */
const OVERLAP_MS = 10_000;
/** How far back calls that are still open are followed to their end. */
const OPEN_MS = 15 * 60_000;
const MAX_OPEN = 500;
const PAGE = 500;

/** What has happened to the calls since the last look. */
export interface CallNews {
  calls: CallSummary[];
  /** There was more than fits; the list should be read again. */
  behind: boolean;
  /** Where a reader who comes back goes on: the newest call seen. */
  cursor: string;
}

/**
 * Follows calls that match a filter from `after` (a call's id) on: each new one and each one that has changed, once.
 * Calls that began within the overlap before `after` come again, so that a reader who resumes has no gap; it tells them apart by id.
 */
export function followCalls(db: Db, filter: CallFilterInput, after: string | undefined) {
  const { statuses, ...fixed } = callQueryOf(filter);
  let cursor = after ?? idFloor(Date.now());
  /** Status of what was seen: of open calls and of those within the overlap. */
  const seen = new Map<string, string>();
  let started = false;

  async function look(): Promise<CallNews> {
    const floor = idFloor(idTimeMs(cursor) - OVERLAP_MS);
    const fresh = await listCallsAfter(db, { ...fixed, floor, limit: PAGE });
    const openIds = [...seen]
      .filter(([id, status]) => status === "admitted" && id <= floor)
      .map(([id]) => id);
    const open = started
      ? openIds.length > 0
        ? await listCallsById(db, { ids: openIds })
        : []
      : await stillOpen();
    started = true;
    const news = [...open, ...fresh].map(callSummaryOf).filter((call) => seen.get(call.id) !== call.status);
    for (const call of news) {
      seen.set(call.id, call.status);
      if (call.id > cursor) cursor = call.id;
    }
    forget(floor);
    return { calls: news.filter(wanted), behind: fresh.length === PAGE, cursor };
  }

  /** Calls that were open when the following began: they will end without a new row. */
  async function stillOpen() {
    const floor = idFloor(idTimeMs(cursor) - OPEN_MS);
    const rows = await listCalls(db, {
      ...fixed,
      statuses: ["admitted"],
      before: cursor,
      floor,
      limit: MAX_OPEN,
    });
    return rows.reverse();
  }

  /** A call that was listed and then left the filter is still news: it changes where it stands. */
  function wanted(call: CallSummary): boolean {
    return !statuses?.length || statuses.includes(call.status) || statuses.includes("admitted");
  }

  function forget(floor: string): void {
    for (const [id, status] of seen) {
      if (id < floor && (status !== "admitted" || idTimeMs(id) < idTimeMs(cursor) - OPEN_MS)) seen.delete(id);
    }
  }

  return { look };
}
