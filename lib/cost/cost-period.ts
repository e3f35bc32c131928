import { MeshError } from "@/lib/core/errors";
import { timeOf } from "@/lib/core/query/time-range";
import type { CostGranularity } from "./cost-names.schema";
import type { CostFilterInput } from "./get-costs.schema";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** More points than this are no picture and no table any more. */
const MAX_BUCKETS = 800;
const MAX_LENGTH_MS = 400 * DAY_MS;
const STEP_MS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } satisfies Record<CostGranularity, number>;

/** The time that is looked at. `from` belongs to it, `to` does not. */
export interface CostPeriod {
  from: Date;
  to: Date;
  granularity: CostGranularity;
}

/**
 * The period that an input means at `nowMs`. Without an end it ends now, and is then exactly as long as it says. Without a granularity the one that gives a readable number of points.
 * @throws MeshError `invalid_request` for a period that ends before it begins, is longer than 400 days or has more than 800 points
 */
export function costPeriod(
  input: Pick<CostFilterInput, "from" | "to" | "granularity">,
  nowMs: number,
): CostPeriod {
  const to = (input.to && timeOf(input.to, nowMs)) || nowMs;
  const from = timeOf(input.from, nowMs) ?? to;
  const length = to - from;
  if (length <= 0) throw new MeshError("invalid_request", "The period ends before it begins.");
  if (length > MAX_LENGTH_MS) throw new MeshError("invalid_request", "The period is longer than 400 days.");
  const granularity = input.granularity ?? readableGranularity(length);
  if (length / STEP_MS[granularity] > MAX_BUCKETS) {
    throw new MeshError("invalid_request", `The period has more than ${MAX_BUCKETS} ${granularity}s.`, {
      remedy: { message: "Choose days or weeks, or a shorter period." },
    });
  }
  return { from: new Date(from), to: new Date(to), granularity };
}

function readableGranularity(lengthMs: number): CostGranularity {
  if (lengthMs <= 2 * DAY_MS) return "hour";
  return lengthMs <= 92 * DAY_MS ? "day" : "week";
}
