import type { ReplayChange, ReplayResult, ReplayRow } from "@/lib/policy/replay/replay.schema";

/** Drawn at a time. */
export const REPLAY_ROWS_SHOWN = 20;

/** The rows that a replay kept of one change, or of all, and how many there were. */
export function rowsOf(
  { rows, counts }: ReplayResult,
  change: ReplayChange | null,
): { rows: readonly ReplayRow[]; total: number } {
  if (change === null) return { rows, total: counts.newlyDenied + counts.newlyAllowed + counts.newlyHeld };
  return { rows: rows.filter((row) => row.change === change), total: counts[change] };
}
