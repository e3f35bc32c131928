import { z } from "zod";
import { COST_DIMENSIONS } from "./cost-names.schema";
import { getCostsInput } from "./get-costs.schema";

const instant = z.iso.datetime();
const count = z.number().int().nonnegative();
const money = z.string();

export const listCostAnomaliesInput = getCostsInput.pick({
  from: true,
  to: true,
  zone: true,
  only: true,
  not: true,
  by: true,
  top: true,
});

const cause = z.object({
  dimension: z.enum(COST_DIMENSIONS),
  value: z.string().nullable(),
  cost: money,
  /** A day's mean before, rounded to 12 digits. */
  usual: money,
  calls: count,
  usualCalls: z.number(),
  /** Part of the difference that it explains, in percent; several dimensions can each explain all of it, and a value more than all when others went the other way. */
  share: z.number(),
});
export type CostCause = z.infer<typeof cause>;

const anomaly = z.object({
  currency: z.string(),
  /** The whole day; `over` is false while it lasts. */
  from: instant,
  to: instant,
  over: z.boolean(),
  /** All that is asked about, or one group: then `value` is the group's. */
  whole: z.boolean(),
  value: z.string().nullable(),
  cost: money,
  /** The median of the days before. */
  usual: money,
  calls: count,
  /** How many days before it was compared with. */
  pastDays: count,
  more: z.boolean(),
  /** What explains the difference best, one for each dimension, the best first. */
  causes: z.array(cause),
});
export type CostAnomaly = z.infer<typeof anomaly>;

export const listCostAnomaliesOutput = z.object({
  by: z.enum(COST_DIMENSIONS),
  zone: z.string(),
  /** How many days were looked at, the last ones of the period. */
  days: count,
  /** How many of them had too few days before them to be compared with. */
  tooEarly: count,
  neededDays: count,
  /** How many there are; the latest ones are listed. */
  total: count,
  items: z.array(anomaly),
});
export type CostAnomalies = z.infer<typeof listCostAnomaliesOutput>;
