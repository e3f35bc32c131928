import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** Time ranges of a replay: all, or only the newest. */
export const REPLAY_RANGES = ["all", "1h", "24h", "7d", "30d"] as const;
export type ReplayRange = (typeof REPLAY_RANGES)[number];

/** Calls or decisions of one replay at most. */
export const REPLAY_MOST = 100_000;

/** What the address of a screen with replays says: which one, and how the next would be asked for. */
export const replayFields = {
  id: parseAsString.withDefault(""),
  newest: parseAsInteger.withDefault(10_000),
  range: parseAsStringLiteral(REPLAY_RANGES).withDefault("all"),
};

/** How many are asked for, within what the mesh takes. */
export function limitOf(newest: number): number {
  return Math.min(Math.max(Math.round(newest) || 1, 1), REPLAY_MOST);
}

/** When a range begins, as an instant; undefined for all that is on record. */
export function beginOf(range: ReplayRange, nowMs: number): string | undefined {
  const ms = RANGE_MS[range];
  return ms === undefined ? undefined : new Date(nowMs - ms).toISOString();
}

const HOUR_MS = 3_600_000;
const RANGE_MS: Record<ReplayRange, number | undefined> = {
  all: undefined,
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 168 * HOUR_MS,
  "30d": 720 * HOUR_MS,
};

export const RANGE_NAMES: Record<ReplayRange, string> = {
  all: "all on record",
  "1h": "last hour",
  "24h": "last 24 hours",
  "7d": "last 7 days",
  "30d": "last 30 days",
};
