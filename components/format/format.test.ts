import { describe, expect, it } from "vitest";
import { formatBrowser } from "./format-browser";
import { formatBytes, formatCounted, formatShare } from "./format-count";
import { formatDuration } from "./format-duration";
import { formatAgo, formatInstant, formatUntil } from "./format-time";

describe("formatAgo", () => {
  const now = Date.parse("2026-05-04T12:00:00.000Z");
  it.each([
    ["2026-05-04T11:59:58.000Z", "now"],
    ["2026-05-04T12:00:03.000Z", "now"],
    ["2026-05-04T11:59:20.000Z", "40s ago"],
    ["2026-05-04T11:01:00.000Z", "59m ago"],
    ["2026-05-03T13:00:00.000Z", "23h ago"],
    ["2026-05-01T12:00:00.000Z", "3d ago"],
    ["2026-04-01T12:00:00.000Z", "2026-04-01"],
    ["not a time", "–"],
  ])("says %s as %s", (iso, text) => expect(formatAgo(iso, now)).toBe(text));
});

describe("formatUntil", () => {
  const now = Date.parse("2026-05-04T12:00:00.000Z");
  it.each([
    ["2026-05-04T11:59:58.000Z", "now"],
    ["2026-05-04T12:00:40.000Z", "in 40s"],
    ["2026-05-04T12:59:59.000Z", "in 59m"],
    ["2026-05-05T11:30:00.000Z", "in 23h"],
    ["2026-05-07T12:00:00.000Z", "in 3d"],
    ["2026-06-01T12:00:00.000Z", "on 2026-06-01"],
    ["not a time", "–"],
  ])("says %s as %s", (iso, text) => expect(formatUntil(iso, now)).toBe(text));
});

describe("formatInstant", () => {
  it("keeps milliseconds and names the zone", () => {
    expect(formatInstant("2026-05-04T23:05:06.007Z", "UTC")).toBe("2026-05-04 23:05:06.007 UTC");
    expect(formatInstant("2026-05-04T23:05:06.007Z", "Asia/Tokyo")).toBe("2026-05-05 08:05:06.007 GMT+9");
  });
});

describe("formatDuration", () => {
  it.each([
    [null, "–"],
    [0, "0 µs"],
    [999, "999 µs"],
    [1500, "1.50 ms"],
    [45_678, "45.7 ms"],
    [456_789, "457 ms"],
    [1_234_567, "1.23 s"],
    [61_000_000, "1 min 1 s"],
  ])("says %s as %s", (us, text) => expect(formatDuration(us)).toBe(text));
});

describe("formatBrowser", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/147.0.0.0 Safari/537.36",
      "Chrome 147 on Linux",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
      "Edge 130 on Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari 18 on iOS",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
      "Firefox 140 on macOS",
    ],
    ["curl/8.5", "curl/8.5"],
    ["", "Unknown browser"],
  ])("says %j as %s", (userAgent, text) => expect(formatBrowser(userAgent)).toBe(text));
});

describe("counts and bytes", () => {
  it("has units and separators", () => {
    expect([formatBytes(1023), formatBytes(1536), formatBytes(3 * 1024 * 1024)]).toEqual([
      "1023 B",
      "1.5 KiB",
      "3.0 MiB",
    ]);
    expect([formatCounted(1, "call"), formatCounted(12_408, "call")]).toEqual(["1 call", "12,408 calls"]);
  });

  it.each([
    [0, "0%"],
    [0.0001, "<0.1%"],
    [0.005, "0.5%"],
    [0.0999, "10.0%"],
    [0.5, "50%"],
    [1, "100%"],
  ])("says the share %s as %s", (share, text) => expect(formatShare(share)).toBe(text));
});
