import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { mergeNews } from "../data/merge-news";

/** What the live feed has brought for a list, by id, and the leaf index below which it is shown. */
export interface Arrivals {
  entries: ReadonlyMap<string, AuditEntrySummary>;
  revealed: number;
  /** So much came that not all of it is kept: the list has to be read again. */
  overflowed: boolean;
}

export const NO_ARRIVALS: Arrivals = { entries: new Map(), revealed: 0, overflowed: false };

/** A page left open for hours must not grow with the traffic. */
export const MOST_ARRIVALS = 1_000;

/** Takes in what came. @param show whether it may be shown at once: not while somebody reads */
export function withArrivals(now: Arrivals, came: readonly AuditEntrySummary[], show: boolean): Arrivals {
  const entries = new Map(now.entries);
  let { overflowed, revealed } = now;
  for (const entry of came) {
    if (entries.size >= MOST_ARRIVALS) overflowed = true;
    else entries.set(entry.id, entry);
    if (show && entry.index !== null) revealed = Math.max(revealed, entry.index + 1);
  }
  return { entries, revealed, overflowed };
}

/** Everything that waits may be seen. */
export function withAllRevealed(now: Arrivals): Arrivals {
  return { ...now, revealed: Number.MAX_SAFE_INTEGER };
}

/**
 * What a list shows: the pages that were read, and of what came since all that is revealed, newest first. A commit that took long brings entries that belong below newer ones; they appear in their
 * place. What was listed while it was on its way into the tree gets its index.
 */
export function mergeEntries(
  listed: readonly AuditEntrySummary[],
  { entries, revealed }: Pick<Arrivals, "entries" | "revealed">,
): { shown: AuditEntrySummary[]; waiting: number } {
  return mergeNews(
    listed,
    entries,
    ({ index }) => ((index ?? 0) < revealed ? "shown" : "waiting"),
    (_listed, arrived) => arrived,
  );
}
