import { z } from "zod";
import { costFilter } from "./get-costs.schema";

const instant = z.iso.datetime();
const money = z.string();

/** The month is the calendar's, in `zone`; the filter narrows what is counted. */
export const forecastCostsInput = costFilter.pick({ zone: true, only: true, not: true });

const expected = {
  /** Rounded to 6 digits after the point: an estimate. */
  expected: money,
  /** Between the two in 8 of 10 cases, if days go on as they did. */
  low: money,
  high: money,
};

const monthCosts = z.object({
  currency: z.string(),
  /** Exact, from the beginning of the month to `at`. */
  spent: money,
  /** What each day up to `at` came to, exact; the last one is not over. */
  days: z.array(z.object({ from: instant, to: instant, cost: money })),
  /** Whole days before this one that tell what to expect, at most 56. */
  pastDays: z.number().int(),
  /** Null with fewer past days than needed. */
  forecast: z
    .object({
      /** Each coming day is expected to be like the mean day, or like the mean of its day of the week. */
      method: z.enum(["mean", "weekday"]),
      ...expected,
      /** What will have been spent since the beginning of the month when each coming day ends, this one first. */
      days: z.array(z.object({ to: instant, ...expected })),
    })
    .nullable(),
});
export type MonthCosts = z.infer<typeof monthCosts>;

export const forecastCostsOutput = z.object({
  from: instant,
  to: instant,
  at: instant,
  zone: z.string(),
  neededDays: z.number().int(),
  /** Of the last 56 days and this month, by how many calls were paid in it. */
  currencies: z.array(monthCosts),
});
export type CostForecast = z.infer<typeof forecastCostsOutput>;
