import { z } from "zod";
import { timeOf } from "@/lib/core/query/time-range";
import { COST_DIMENSIONS, COST_GRANULARITIES, readDimensionValue } from "./cost-names.schema";

const count = z.number().int().nonnegative();
const instant = z.iso.datetime();
/** Exact decimal text. */
const money = z.string();

/** One value of a dimension: `model:gpt-5`, `caller:agent:planner`, or only `task` for calls that have none. */
export const dimensionValueText = z
  .string()
  .max(500)
  .refine((text) => readDimensionValue(text) !== undefined, "not a dimension with its value");

/** A query string gives one value or several. */
const values = z
  .union([z.array(dimensionValueText).max(100), dimensionValueText.transform((one) => [one])])
  .optional();

const time = z
  .string()
  .max(40)
  .refine(
    (text) => timeOf(text, 0) !== undefined,
    "neither how long ago (24h, 7d) nor an instant (ISO 8601)",
  );

/** Which calls are meant, among those that used tokens. A time is the one at which a call began. */
export const costFilter = z.object({
  /** How long ago (`24h`, `7d`) or an instant (ISO 8601). */
  from: time.default("7d"),
  /** Without it: now. */
  to: time.optional(),
  granularity: z.enum(COST_GRANULARITIES).optional(),
  /** Where days and weeks begin. */
  zone: z.string().max(64).refine(isZone, "not a time zone of the IANA database").default("UTC"),
  currency: z.string().min(1).max(10).optional(),
  /** Only calls with one of these values, by dimension. */
  only: values,
  /** Only calls with none of these values. */
  not: values,
});
export type CostFilterInput = z.infer<typeof costFilter>;

export const getCostsInput = costFilter.extend({
  by: z.enum(COST_DIMENSIONS).default("model"),
  /** Groups that are told apart, by what was spent; the others come as one. */
  top: z.coerce.number().int().min(1).max(100).default(10),
});
export type GetCostsInput = z.infer<typeof getCostsInput>;

const figure = z.object({
  cost: money,
  calls: count,
  succeeded: count,
  /** `cost` divided by `succeeded`, rounded to 12 digits after the point; null when none succeeded. */
  perSuccess: money.nullable(),
  /** The period of the same length just before. */
  previous: z.object({ cost: money, calls: count }),
  /** Against the previous period; the percentage is rounded to a tenth, and null when nothing was spent then. */
  change: z.object({ cost: money, percent: z.number().nullable() }),
  /** What was spent in which bucket, by its place in the list; buckets without calls are left out. */
  buckets: z.array(z.object({ at: count, cost: money, calls: count })),
});
export type CostFigure = z.infer<typeof figure>;

const group = figure.extend({
  /** Null for calls that have no such value, and for the others. */
  value: z.string().nullable(),
  /** How many groups this one stands for: 0 for a group of its own. */
  others: count,
  /** Part of the currency's total in percent, rounded to a tenth; null when the total is nothing. */
  share: z.number().nullable(),
});
export type CostGroup = z.infer<typeof group>;

const currencyCosts = figure.extend({ currency: z.string(), groups: z.array(group), groupCount: count });
export type CurrencyCosts = z.infer<typeof currencyCosts>;

const unpricedGroup = z.object({
  value: z.string().nullable(),
  others: count,
  calls: count,
  inputTokens: count,
  outputTokens: count,
});

export const costs = z.object({
  from: instant,
  to: instant,
  previousFrom: instant,
  zone: z.string(),
  granularity: z.enum(COST_GRANULARITIES),
  by: z.enum(COST_DIMENSIONS),
  /** In order, without gaps, from `from` to `to`. */
  buckets: z.array(z.object({ from: instant, to: instant })),
  /** By how many calls were paid in it. Never added to one another. */
  currencies: z.array(currencyCosts),
  /** Calls that used tokens for which no price was set. */
  unpriced: z.object({
    calls: count,
    inputTokens: count,
    outputTokens: count,
    groups: z.array(unpricedGroup),
  }),
});
export type Costs = z.infer<typeof costs>;

function isZone(zone: string): boolean {
  // An offset would be read with the opposite sign by the store.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
