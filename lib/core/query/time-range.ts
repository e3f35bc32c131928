const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
const AGO = /^(\d{1,4})([mhdw])$/;
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A stretch of time as an address says it: how long ago (`15m`, `24h`, `7d`) or an instant (ISO 8601). Empty: no bound. */
export interface TimeRange {
  since: string;
  until: string;
}

export const ALL_TIME: TimeRange = { since: "", until: "" };

/** Milliseconds since the epoch of one end of a range; undefined when it cannot be read. An instant without a zone is in UTC. */
export function timeOf(text: string, nowMs: number): number | undefined {
  const ago = AGO.exec(text);
  if (ago) return nowMs - Number(ago[1]) * UNITS_MS[ago[2] as keyof typeof UNITS_MS];
  if (!INSTANT.test(text)) return undefined;
  const zoned = text.includes("T") && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether an end of a range moves with the clock. */
export function isRelative(text: string): boolean {
  return AGO.test(text);
}

/** `24h` in words: `24 hours`. */
export function agoInWords(text: string): string {
  const [, count = "", unit = ""] = AGO.exec(text) ?? [];
  const word = { m: "minute", h: "hour", d: "day", w: "week" }[unit];
  return word ? `${count} ${word}${count === "1" ? "" : "s"}` : text;
}
