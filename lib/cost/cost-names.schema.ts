/* Names without their schemas: a browser that draws filters needs no validator. */

/** What money and tokens can be grouped and narrowed by. */
export const COST_DIMENSIONS = [
  "domain",
  "caller",
  "callee",
  "model",
  "operation",
  "task",
  "subject",
] as const;
export type CostDimension = (typeof COST_DIMENSIONS)[number];

/** One value of a dimension as a filter says it: `model:gpt-5`, or only `task` for calls that have none. */
export function dimensionValue(dimension: CostDimension, value: string | null): string {
  return value === null ? dimension : `${dimension}:${value}`;
}

/** Reads what `dimensionValue` wrote; undefined for anything else. */
export function readDimensionValue(
  text: string,
): { dimension: CostDimension; value: string | null } | undefined {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const dimension = COST_DIMENSIONS.find((one) => one === name);
  return dimension && { dimension, value: colon < 0 ? null : text.slice(colon + 1) };
}

export const COST_GRANULARITIES = ["hour", "day", "week"] as const;
export type CostGranularity = (typeof COST_GRANULARITIES)[number];

/** Lines with a price, or of calls for which none was set. */
export const COST_LINE_KINDS = ["priced", "unpriced"] as const;
