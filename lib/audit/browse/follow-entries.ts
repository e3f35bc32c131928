import type { Sql } from "postgres";
import { listEntriesOfLeaves } from "@/db/queries/audit-list";
import type { AuditEntrySummary } from "./audit-entry.schema";
import type { AuditFilterInput } from "./audit-filter.schema";
import { summariesOf } from "./entry-summary";
import { resolveFilter } from "./resolve-filter";

/** Leaves looked at in one go. */
const PAGE = 500;
/** Somebody who was away for longer reads the list again. */
const FAR = 5_000;
/** Who and what a search means can change: new calls join a trace, new people get a name. */
const RESOLVE_EVERY_MS = 5_000;

export interface EntryNews {
  entries: AuditEntrySummary[];
  /** Leaf index up to which all is told: where a reader who comes back goes on. */
  cursor: number;
  /** Too much has happened meanwhile; the list should be read again. */
  behind: boolean;
}

/**
 * Follows entries that fit a filter in the tree's order, each once: leaf indexes have no gaps and mean the same on every replica, so a reader who comes back misses nothing and gets nothing
 * twice.
 * @param end tells how far the log goes
 */
export function followEntries(
  sql: Sql,
  filter: AuditFilterInput,
  after: number,
  end: () => number,
): { look: () => Promise<EntryNews> } {
  let cursor = after;
  let resolved: { filter: Awaited<ReturnType<typeof resolveFilter>>; atMs: number } | undefined;

  async function look(): Promise<EntryNews> {
    const size = end();
    if (size <= cursor) return { entries: [], cursor, behind: false };
    if (size - cursor > FAR) {
      cursor = size;
      return { entries: [], cursor, behind: true };
    }
    if (!resolved || Date.now() - resolved.atMs > RESOLVE_EVERY_MS)
      resolved = { filter: await resolveFilter(sql, filter), atMs: Date.now() };
    const to = Math.min(size, cursor + PAGE);
    const rows = await listEntriesOfLeaves(sql, { filter: resolved.filter, from: cursor, to });
    const entries = await summariesOf(sql, rows);
    cursor = to;
    return { entries, cursor, behind: false };
  }

  return { look };
}
