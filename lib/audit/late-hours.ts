import { idFloor, idTimeMs } from "@/lib/core/ids";

/** A line about a call that began longer ago than this tells that its hour has to be added up again. */
export const LATE_LINE_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

/** The lowest ids of the hours that lines come to late, ascending so that no two writers wait for each other. */
export function lateHoursOf(lines: readonly { call_id: string }[], nowMs: number): string[] {
  const late = lines.map(({ call_id }) => idTimeMs(call_id)).filter((ms) => nowMs - ms > LATE_LINE_MS);
  return [...new Set(late.map((ms) => idFloor(Math.floor(ms / HOUR_MS) * HOUR_MS)))].sort();
}
