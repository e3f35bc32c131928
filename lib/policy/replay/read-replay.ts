import { z } from "zod";
import type { findPolicyReplay } from "@/db/queries/policy-replays";
import { MeshError } from "@/lib/core/errors";
import { REPLAY_STATUSES, replayAsked } from "./replay.schema";

/** A process that has said nothing for so long has ended: it says something every 20 seconds, also of what waits (see `replay-runner.ts`). */
const REPLAY_LOST_AFTER_MS = 2 * 60_000;

/** A kept replay as it is told. Replays of policies and of budgets are kept in one place; what is not of the kind asked for is not there. @throws MeshError `not_found` */
export function readReplay<Draft, Result>(
  row: Awaited<ReturnType<typeof findPolicyReplay>>,
  draftSchema: z.ZodType<Draft>,
  resultSchema: z.ZodType<Result>,
) {
  const draft = z.array(draftSchema).safeParse(row?.draft);
  if (!row || !draft.success)
    throw new MeshError("not_found", "There is no such replay; they are kept for a week.");
  const waiting = row.status === "waiting";
  const lost = (waiting || row.status === "running") && row.silentMs > REPLAY_LOST_AFTER_MS;
  return {
    id: row.id,
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    status: lost ? "failed" : z.enum(REPLAY_STATUSES).parse(waiting ? "running" : row.status),
    waiting: waiting && !lost,
    draft: draft.data,
    asked: replayAsked.parse(row.asked),
    total: row.total,
    looked: row.looked,
    result: resultSchema.nullable().parse(row.result),
    error: lost ? "The process that worked on it has ended. Start it again." : row.error,
  };
}
