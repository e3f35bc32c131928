import { call } from "@orpc/server";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { forecastCosts } from "./forecast-costs";
import { recordCalls, type UsedCall } from "./testing/record-calls";
import { viewerContext } from "./testing/viewer-context";

const database = testDatabase();
const DAY_MS = 86_400_000;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const day = (back: number, hour = 12) => new Date(today - back * DAY_MS + hour * 3_600_000).toISOString();

/** Three dollars a day for 30 days, in two pieces; euros for four days. */
const USED: readonly UsedCall[] = [
  ...Array.from({ length: 30 }, (_, nth): UsedCall[] => [
    { at: day(nth + 1, 3), cost: "1", model: "small" },
    { at: day(nth + 1, 20), cost: "2", model: "large" },
  ]).flat(),
  ...Array.from({ length: 4 }, (_, nth): UsedCall => ({ at: day(nth + 1), cost: "5", currency: "EUR" })),
];

const forecast = (input: { only?: string[]; zone?: string } = {}) =>
  call(forecastCosts, input, { context: viewerContext(database()) });

beforeAll(() => recordCalls(database(), USED));

test("a month goes on as the days before it, from what has been spent to its end", async () => {
  const { from, to, at, currencies } = await forecast();
  const dollars = currencies.find(({ currency }) => currency === "USD");
  const daysOver = (today - Date.parse(from)) / DAY_MS;
  expect(Number(dollars?.spent)).toBe(3 * daysOver);
  expect(dollars?.days).toHaveLength(daysOver + 1);
  const left = (Date.parse(to) - Date.parse(at)) / DAY_MS;
  expect(Number(dollars?.forecast?.expected)).toBeCloseTo(3 * daysOver + 3 * left, 4);
  // Days that were all alike leave no doubt.
  expect(dollars?.forecast).toMatchObject({ method: "weekday", low: dollars?.forecast?.high });
  expect(dollars?.forecast?.days.at(-1)?.to).toBe(to);
});

test("a currency with fewer days than needed has no forecast and says how many it has", async () => {
  const { neededDays, currencies } = await forecast();
  const euros = currencies.find(({ currency }) => currency === "EUR");
  expect(euros).toMatchObject({ forecast: null, pastDays: 3 });
  expect(neededDays).toBe(7);
});

test("a filter narrows what is spent and what is expected alike", async () => {
  const { currencies } = await forecast({ only: ["model:small"] });
  const [dollars, ...others] = currencies;
  expect(others).toEqual([]);
  const all = (await forecast()).currencies.find(({ currency }) => currency === "USD");
  expect(Number(dollars?.forecast?.expected) * 3).toBeCloseTo(Number(all?.forecast?.expected), 3);
});

test("the month is that of the reader's zone", async () => {
  const { from, to } = await forecast({ zone: "Pacific/Kiritimati" });
  expect([from.slice(11), to.slice(11)]).toEqual(["10:00:00.000Z", "10:00:00.000Z"]);
});
