import fc from "fast-check";
import { expect, test } from "vitest";
import { type Per, windowAt } from "./window";

const PERS: Per[] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];
const at = fc.date({ min: new Date("1970-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
const iso = (ms: number) => new Date(ms).toISOString();

test("every moment is in exactly one window, and windows follow each other without a gap", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PERS), at, (per, date) => {
      const moment = date.getTime();
      const { fromMs, toMs } = windowAt(per, moment);
      expect(fromMs <= moment && moment < toMs).toBe(true);
      expect(windowAt(per, fromMs)).toEqual({ fromMs, toMs });
      expect(windowAt(per, toMs - 1)).toEqual({ fromMs, toMs });
      expect(windowAt(per, toMs).fromMs).toBe(toMs);
    }),
  );
});

test("windows begin at midnight UTC, weeks on Monday, quarters with their first month", () => {
  fc.assert(
    fc.property(at, (date) => {
      const moment = date.getTime();
      for (const per of ["day", "week", "month", "quarter", "year"] as const)
        expect(iso(windowAt(per, moment).fromMs)).toMatch(/T00:00:00\.000Z$/);
      expect(new Date(windowAt("week", moment).fromMs).getUTCDay()).toBe(1);
      expect(new Date(windowAt("quarter", moment).fromMs).getUTCMonth() % 3).toBe(0);
      expect(iso(windowAt("month", moment).fromMs)).toMatch(/-01T/);
      expect(iso(windowAt("year", moment).fromMs)).toMatch(/-01-01T/);
    }),
  );
  const leap = windowAt("month", Date.parse("2028-02-29T23:59:59.999Z"));
  expect([iso(leap.fromMs), iso(leap.toMs)]).toEqual([
    "2028-02-01T00:00:00.000Z",
    "2028-03-01T00:00:00.000Z",
  ]);
});
