import { agoInWords, isRelative, type TimeRange, timeOf } from "@/lib/core/query/time-range";

/** A time range in words: `Last 24 hours`, `22 Nov 2026, 10:00 – 23 Nov 2026, 09:00`. Without `timeZone` in the reader's own. */
export function rangeInWords({ since, until }: TimeRange, timeZone?: string): string {
  if (!since && !until) return "All time";
  if (isRelative(since) && !until) return `Last ${agoInWords(since)}`;
  if (!until) return `Since ${endInWords(since, timeZone)}`;
  if (!since) return `Until ${endInWords(until, timeZone)}`;
  return `${endInWords(since, timeZone)} – ${endInWords(until, timeZone)}`;
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
