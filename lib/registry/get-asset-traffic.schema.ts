import { z } from "zod";
import { assetRef } from "./asset-ref.schema";
import { TRAFFIC_RANGES } from "./traffic-ranges.schema";

export const getAssetTrafficInput = assetRef.extend({ range: z.enum(TRAFFIC_RANGES).default("24h") });

const microseconds = z.number().int().nullable();
const count = z.number().int();

/** A caller or a callee with how its calls ended. */
export const party = z.object({
  kind: z.string(),
  name: z.string(),
  calls: count,
  failed: count,
  /** Denied or held. */
  refused: count,
});
export type Party = z.infer<typeof party>;

/** Calls to one asset. Instants in ISO 8601, durations in microseconds. */
export const assetTraffic = z.object({
  from: z.iso.datetime(),
  bucketMs: count,
  buckets: z.array(
    z.object({
      at: z.iso.datetime(),
      counts: z.record(z.string(), count),
      /** Of the answered calls. */
      p95Us: microseconds,
    }),
  ),
  p50Us: microseconds,
  p95Us: microseconds,
  p99Us: microseconds,
  callers: z.array(party),
  operations: z.array(z.object({ name: z.string(), calls: count, failed: count, p95Us: microseconds })),
});
export type AssetTraffic = z.infer<typeof assetTraffic>;
