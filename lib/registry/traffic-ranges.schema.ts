/* Without a schema library: a browser reads these too. */

/** How far back figures go. */
export const TRAFFIC_RANGES = ["1h", "24h", "7d"] as const;
export type TrafficRange = (typeof TRAFFIC_RANGES)[number];
