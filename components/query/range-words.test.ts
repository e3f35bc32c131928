import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "./local-instant";
import { rangeInWords } from "./range-words";

test.each([
  ["", "", "All time"],
  ["24h", "", "Last 24 hours"],
  ["1h", "", "Last 1 hour"],
  ["7d", "1d", "7 days ago – 1 day ago"],
  ["2026-11-22T10:00Z", "", "Since 22 Nov 2026, 10:00 UTC"],
  ["", "2026-11-22", "Until 22 Nov 2026, 00:00 UTC"],
  ["2026-11-22T10:00Z", "2026-11-23T09:00Z", "22 Nov 2026, 10:00 UTC – 23 Nov 2026, 09:00 UTC"],
])("from %j to %j is: %s", (since, until, words) => {
  expect(rangeInWords({ since, until }, "UTC")).toBe(words);
});

test("an instant comes back from an input as it went in", () => {
  expect(fromLocalInput(toLocalInput("2026-11-22T10:05Z", 0))).toBe("2026-11-22T10:05Z");
  expect(fromLocalInput("")).toBe("");
});
