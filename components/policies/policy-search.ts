import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** What the address of the list of policies says. */
export const policiesSearch = {
  q: parseAsString.withDefault(""),
  domain: parseAsString.withDefault(""),
};

export const EDITOR_TABS = ["words", "tests", "replay", "diff"] as const;
export type EditorTab = (typeof EDITOR_TABS)[number];

/** Time ranges of a replay: all, or only the newest. */
export const REPLAY_RANGES = ["all", "1h", "24h", "7d", "30d"] as const;
export type ReplayRange = (typeof REPLAY_RANGES)[number];

/** What the address of a policy's editor says. A replay keeps its draft, so its address opens the draft as well. */
export const editorSearch = {
  tab: parseAsStringLiteral(EDITOR_TABS).withDefault("words"),
  replay: parseAsString.withDefault(""),
  decisions: parseAsInteger.withDefault(10_000),
  range: parseAsStringLiteral(REPLAY_RANGES).withDefault("all"),
  change: parseAsStringLiteral(["newlyDenied", "newlyAllowed", "newlyHeld"] as const),
};

export const loadEditorSearch = createLoader(editorSearch);

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
