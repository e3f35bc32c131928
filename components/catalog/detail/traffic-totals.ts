import type { AssetTraffic } from "@/lib/registry/get-asset-traffic.schema";

/** How calls ended, in the few groups that a chart can show. */
export interface TrafficTotals {
  all: number;
  completed: number;
  failed: number;
  /** Denied or held. */
  refused: number;
  /** Still running, withdrawn. */
  other: number;
  /** Completed or failed: what the callee had a say in. */
  reached: number;
}

export function bucketTotals(counts: Readonly<Record<string, number>>): TrafficTotals {
  const of = (...statuses: string[]) => statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const completed = of("completed");
  const failed = of("failed", "outcome_unknown");
  const refused = of("denied", "held");
  const other = of("admitted", "cancelled");
  return {
    all: completed + failed + refused + other,
    completed,
    failed,
    refused,
    other,
    reached: completed + failed,
  };
}

/** The whole range. */
export function trafficTotals(traffic: Pick<AssetTraffic, "buckets">): TrafficTotals {
  const counts: Record<string, number> = {};
  for (const bucket of traffic.buckets)
    for (const [status, count] of Object.entries(bucket.counts))
      counts[status] = (counts[status] ?? 0) + count;
  return bucketTotals(counts);
}
