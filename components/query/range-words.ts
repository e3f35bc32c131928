import { agoInWords, isRelative, type TimeRange, timeOf } from "@/lib/core/query/time-range";

/** A time range in words: `Last 24 hours`, `22 Nov 2026, 10:00 – 23 Nov 2026, 09:00`. Without `timeZone` in the reader's own. */
export function rangeInWords({ since, until }: TimeRange, timeZone?: string): string {
  if (!since && !until) return "All time";
  if (isRelative(since) && !until) return `Last ${agoInWords(since)}`;
  if (!until) return `Since ${endInWords(since, timeZone)}`;
  if (!since) return `Until ${endInWords(until, timeZone)}`;
  return `${endInWords(since, timeZone)} – ${endInWords(until, timeZone)}`;
}

/** The zone that times are shown in: its name and its distance from UTC now. */
export function zoneInWords(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const offset = new Intl.DateTimeFormat("en-GB", { timeZoneName: "longOffset" })
    .formatToParts(new Date())
    .find(({ type }) => type === "timeZoneName")?.value;
  return offset === undefined || offset === timeZone ? timeZone : `${timeZone} (${offset})`;
}

/** What an input for a local date and time holds: `2026-11-23T10:00` in the reader's zone. */
export function toLocalInput(text: string, nowMs: number): string {
  const ms = timeOf(text, nowMs);
  if (ms === undefined) return "";
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
}

/** The instant of such an input, as an address carries it: in UTC, so that it is the same for whoever opens it. */
export function fromLocalInput(text: string): string {
  const ms = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(ms) ? "" : `${new Date(ms).toISOString().slice(0, 16)}Z`;
}

function endInWords(text: string, timeZone: string | undefined): string {
  if (isRelative(text)) return `${agoInWords(text)} ago`;
  const ms = timeOf(text, 0);
  if (ms === undefined) return text;
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone, timeZoneName: "short" } : {}),
  }).format(ms);
}
