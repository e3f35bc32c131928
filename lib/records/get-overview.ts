import { countParties, sumCallTotals, sumSpend } from "@/db/queries/call-totals";
import { listCalls } from "@/db/queries/calls";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { callSummaryOf } from "./call-summary";
import { overview } from "./overview.schema";

const HOUR_MS = 3_600_000;
const RANGE_MS = 24 * HOUR_MS;
const BUCKET_MS = HOUR_MS / 2;
const SHOWN = 8;

/** What the mesh has been doing for the last 24 hours. */
export const getOverview = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/overview", summary: "The last 24 hours", tags: ["calls"] })
  .output(overview)
  .handler(async ({ context }) => {
    const { db } = context.database;
    const from = Math.floor((Date.now() - RANGE_MS) / BUCKET_MS) * BUCKET_MS + BUCKET_MS;
    const floor = idFloor(from);
    const [totals, spend, parties, latest, refused] = await Promise.all([
      sumCallTotals(db, { floor, bucketMs: BUCKET_MS }),
      sumSpend(db, { floor }),
      countParties(db, { floor }),
      listCalls(db, { limit: SHOWN }),
      listCalls(db, { status: { any: ["denied", "held"], none: [] }, from: floor, limit: SHOWN }),
    ]);
    return {
      from: new Date(from).toISOString(),
      bucketMs: BUCKET_MS,
      buckets: Array.from({ length: RANGE_MS / BUCKET_MS }, (_, at) => {
        const start = from + at * BUCKET_MS;
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
