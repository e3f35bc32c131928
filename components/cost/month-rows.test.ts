import { expect, test } from "vitest";
import type { MonthCosts } from "@/lib/cost/forecast-costs.schema";
import { monthName, sumPoints } from "./month-rows";

const day = (date: number) => `2026-11-${String(date).padStart(2, "0")}T00:00:00.000Z`;
const month: MonthCosts = {
  currency: "USD",
  spent: "3.5",
  days: [1, 2, 3].map((date) => ({ from: day(date), to: day(date + 1), cost: date === 3 ? "0.5" : "1.5" })),
  pastDays: 9,
  forecast: {
    method: "mean",
    expected: "6",
    low: "5",
    high: "7",
    days: [
      { to: day(4), expected: "4.5", low: "4", high: "5" },
      { to: day(5), expected: "6", low: "5", high: "7" },
    ],
  },
};

test("what is expected goes on from where yesterday ended, and today has both", () => {
  expect(sumPoints(month)).toEqual([
    { at: day(1), sum: 1.5 },
    { at: day(2), sum: 3, expected: 3, band: [3, 3] },
    { at: day(3), sum: 3.5, expected: 4.5, band: [4, 5] },
    { at: day(4), expected: 6, band: [5, 7] },
  ]);
});

test("without a forecast there is only what was spent", () => {
  expect(sumPoints({ ...month, forecast: null }).map(({ sum }) => sum)).toEqual([1.5, 3, 3.5]);
});

test("the month is named as in its zone", () => {
  expect(monthName({ from: "2026-10-31T10:00:00.000Z", zone: "Pacific/Kiritimati" })).toBe("November");
});
