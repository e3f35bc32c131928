import { z } from "zod";
import { callSummary } from "./call.schema";
import { OVERVIEW_RANGES } from "./overview-names.schema";

const count = z.number().int().nonnegative();

export const getOverviewInput = z.object({ range: z.enum(OVERVIEW_RANGES).default("24h") });

/** What the mesh has been doing, in buckets of `bucketMs` milliseconds from `from` on. */
export const overview = z.object({
  from: z.iso.datetime(),
  bucketMs: count,
  buckets: z.array(z.object({ at: z.iso.datetime(), counts: z.record(z.string(), count) })),
  spend: z.array(z.object({ currency: z.string(), cost: z.string() })),
  parties: z.object({ callers: count, callees: count }),
  latest: z.array(callSummary),
  refused: z.array(callSummary),
});
export type Overview = z.infer<typeof overview>;
