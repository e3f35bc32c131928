/**
 * The beginning of an hour, a day or a week in a time zone: `2026-11-23 14:00`, `2026-11-23`. Short: `14:00` or `11-23`, for an axis.
 * @param timeZone as in the address; one that this browser does not know is read as UTC
 */
export function formatBucket(iso: string, granularity: string, timeZone: string, short = false): string {
  const parts = partsOf(new Date(iso), timeZone);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((item) => item.type === type)?.value ?? "";
  const day = `${part("month")}-${part("day")}`;
  const hour = `${part("hour")}:${part("minute")}`;
  if (short) return granularity === "hour" ? hour : day;
  const date = `${part("year")}-${day}`;
  return granularity === "hour" || hour !== "00:00" ? `${date} ${hour}` : date;
}

function partsOf(at: Date, timeZone: string): Intl.DateTimeFormatPart[] {
  const options = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).formatToParts(at);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).formatToParts(at);
  }
}
