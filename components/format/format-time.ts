const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const JUST_NOW_MS = 5 * SECOND_MS;

/** How long ago, short enough for a column: `now`, `12s`, `3m`, `5h`, `2d`, then the date. */
export function formatAgo(iso: string, nowMs: number): string {
  const age = nowMs - Date.parse(iso);
  if (Number.isNaN(age)) return "–";
  if (age < JUST_NOW_MS) return "now";
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)}s ago`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)}m ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)}h ago`;
  if (age < 7 * DAY_MS) return `${Math.floor(age / DAY_MS)}d ago`;
  return iso.slice(0, 10);
}

/** How long until then: `now`, `in 12s`, `in 3m`, `in 5h`, `in 2d`, then the date. */
export function formatUntil(iso: string, nowMs: number): string {
  const left = Date.parse(iso) - nowMs;
  if (Number.isNaN(left)) return "–";
  if (left < JUST_NOW_MS) return "now";
  if (left < MINUTE_MS) return `in ${Math.floor(left / SECOND_MS)}s`;
  if (left < HOUR_MS) return `in ${Math.floor(left / MINUTE_MS)}m`;
  if (left < DAY_MS) return `in ${Math.floor(left / HOUR_MS)}h`;
  if (left < 7 * DAY_MS) return `in ${Math.floor(left / DAY_MS)}d`;
  return `on ${iso.slice(0, 10)}`;
}

/** Date and time to the millisecond with its zone. Without `timeZone` in the reader's own. */
export function formatInstant(iso: string, timeZone?: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "–";
  const parts = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
    timeZoneName: "short",
    ...(timeZone ? { timeZone } : {}),
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((item) => item.type === type)?.value ?? "";
  const date = `${part("year")}-${part("month")}-${part("day")}`;
  const time = `${part("hour")}:${part("minute")}:${part("second")}.${part("fractionalSecond")}`;
  return `${date} ${time} ${part("timeZoneName")}`;
}
