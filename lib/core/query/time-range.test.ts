import { expect, test } from "vitest";
import { agoInWords, isRelative, timeOf } from "./time-range";

const NOW = Date.parse("2026-05-04T12:00:00Z");

test.each([
  ["15m", "2026-05-04T11:45:00.000Z"],
  ["24h", "2026-05-03T12:00:00.000Z"],
  ["7d", "2026-04-27T12:00:00.000Z"],
  ["2w", "2026-04-20T12:00:00.000Z"],
  ["2026-05-01", "2026-05-01T00:00:00.000Z"],
  ["2026-05-01T09:30", "2026-05-01T09:30:00.000Z"],
  ["2026-05-01T09:30:15+02:00", "2026-05-01T07:30:15.000Z"],
])("%s is %s", (text, iso) => {
  expect(new Date(timeOf(text, NOW) ?? 0).toISOString()).toBe(iso);
});

test.each(["", "yesterday", "24", "h", "-1h", "99999d", "2026-13-01", "2026-05-01T9:30", "2026-05-01 09:30"])(
  "%j is no time",
  (text) => expect(timeOf(text, NOW)).toBeUndefined(),
);

test("only what counts back from now moves with the clock", () => {
  expect([isRelative("24h"), isRelative("2026-05-01"), isRelative("")]).toEqual([true, false, false]);
  expect([agoInWords("1h"), agoInWords("7d")]).toEqual(["1 hour", "7 days"]);
});
