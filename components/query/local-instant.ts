import { timeOf } from "@/lib/core/query/time-range";

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
