import { countParties, sumCallTotals, sumSpend } from "@/db/queries/call-totals";
import { listCalls } from "@/db/queries/calls";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { callSummaryOf } from "./call-summary";
import { getOverviewInput, overview } from "./overview.schema";
import type { OverviewRange } from "./overview-names.schema";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long, and in which steps: between 28 and 60 of them. */
const RANGES = {
  "1h": { rangeMs: HOUR_MS, bucketMs: HOUR_MS / 30 },
  "24h": { rangeMs: DAY_MS, bucketMs: HOUR_MS / 2 },
  "7d": { rangeMs: 7 * DAY_MS, bucketMs: 6 * HOUR_MS },
  "30d": { rangeMs: 30 * DAY_MS, bucketMs: DAY_MS },
} satisfies Record<OverviewRange, { rangeMs: number; bucketMs: number }>;
const SHOWN = 8;

/** What the mesh has been doing: the last 24 hours, or another range. */
export const getOverview = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/overview", summary: "Calls and spend of late", tags: ["calls"] })
  .input(getOverviewInput)
  .output(overview)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { rangeMs, bucketMs } = RANGES[input.range];
    const from = Math.floor((Date.now() - rangeMs) / bucketMs) * bucketMs + bucketMs;
    const floor = idFloor(from);
    const [totals, spend, parties, latest, refused] = await Promise.all([
      sumCallTotals(db, { floor, bucketMs }),
      sumSpend(db, { floor }),
      countParties(db, { floor }),
      listCalls(db, { limit: SHOWN }),
      listCalls(db, { status: { any: ["denied", "held"], none: [] }, from: floor, limit: SHOWN }),
    ]);
    return {
      from: new Date(from).toISOString(),
      bucketMs,
      buckets: Array.from({ length: rangeMs / bucketMs }, (_, at) => {
        const start = from + at * bucketMs;
        const counts = totals.filter((row) => Number(row.bucket) === start);
        return {
          at: new Date(start).toISOString(),
          counts: Object.fromEntries(counts.map((row) => [row.status, row.count])),
        };
      }),
      spend,
      parties,
      latest: latest.map(callSummaryOf),
      refused: refused.map(callSummaryOf),
    };
  });
