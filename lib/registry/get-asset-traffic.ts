import { findAssetLatency, listCallers, listOperations, sumAssetTraffic } from "@/db/queries/asset-traffic";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { assetTraffic, getAssetTrafficInput } from "./get-asset-traffic.schema";
import type { TrafficRange } from "./traffic-ranges.schema";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Length of each range and of its buckets: about fifty bars, which is what a narrow window can show. */
const RANGES = {
  "1h": { rangeMs: HOUR_MS, bucketMs: MINUTE_MS },
  "24h": { rangeMs: 24 * HOUR_MS, bucketMs: HOUR_MS / 2 },
  "7d": { rangeMs: 7 * 24 * HOUR_MS, bucketMs: 3 * HOUR_MS },
} satisfies Record<TrafficRange, { rangeMs: number; bucketMs: number }>;

const TOP = 10;

/** Calls to one asset over time, how long they took, who made them and what they asked for. */
export const getAssetTraffic = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/traffic",
    summary: "Calls to an asset over time",
    tags: ["catalog"],
  })
  .input(getAssetTrafficInput)
  .output(assetTraffic)
  .handler(async ({ input, context }) => {
    const { kind, name, range } = input;
    const { db } = context.database;
    const { rangeMs, bucketMs } = RANGES[range];
    const from = Math.floor((Date.now() - rangeMs) / bucketMs) * bucketMs + bucketMs;
    const since = { kind, name, floor: idFloor(from) };
    const [sums, latency, callers, operations] = await Promise.all([
      sumAssetTraffic(db, { ...since, bucketMs }),
      findAssetLatency(db, since),
      listCallers(db, { ...since, limit: TOP }),
      listOperations(db, { ...since, limit: TOP }),
    ]);
    return {
      from: new Date(from).toISOString(),
      bucketMs,
      buckets: Array.from({ length: rangeMs / bucketMs }, (_, at) => {
        const start = from + at * bucketMs;
        const rows = sums.filter((row) => Number(row.bucket) === start);
        return {
          at: new Date(start).toISOString(),
          counts: Object.fromEntries(rows.map((row) => [row.status, row.count])),
          p95Us: numberOf(rows.find((row) => row.p95Us !== null)?.p95Us),
        };
      }),
      p50Us: numberOf(latency.p50Us),
      p95Us: numberOf(latency.p95Us),
      p99Us: numberOf(latency.p99Us),
      callers,
      operations: operations.map((row) => ({ ...row, p95Us: numberOf(row.p95Us) })),
    };
  });

/** The driver gives 64-bit numbers as text. */
function numberOf(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}
