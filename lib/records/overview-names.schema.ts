/* Names without their schemas: a browser that draws a switch needs no validator. */

/** How far back the overview looks. */
export const OVERVIEW_RANGES = ["1h", "24h", "7d", "30d"] as const;
export type OverviewRange = (typeof OVERVIEW_RANGES)[number];
