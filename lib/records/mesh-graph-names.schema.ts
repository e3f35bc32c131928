/* Names without their schemas: a browser that draws a choice of ranges needs no validator. */

const MINUTE_MS = 60_000;

/** Ranges that end now, in milliseconds. */
export const GRAPH_RANGES = {
  "5m": 5 * MINUTE_MS,
  "1h": 60 * MINUTE_MS,
  "24h": 24 * 60 * MINUTE_MS,
  "7d": 7 * 24 * 60 * MINUTE_MS,
} as const;
export type GraphRange = keyof typeof GRAPH_RANGES;

export const MAX_FRAMES = 60;
