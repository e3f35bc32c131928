import { z } from "zod";
import { findPolicyReplay } from "@/db/queries/policy-replays";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import {
  policyDraft,
  REPLAY_STATUSES,
  type Replay,
  replay,
  replayAsked,
  replayResult,
} from "./replay.schema";

/** A process that has said nothing for so long has ended. */
export const REPLAY_LOST_AFTER_MS = 5 * 60_000;

/** How far a replay is, and what it has found. Kept a week. @throws MeshError `not_found` */
export const getReplay = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/policies/replays/{id}",
    summary: "A replay of recorded decisions",
    tags: ["policies"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(replay)
  .handler(async ({ input, context }): Promise<Replay> => {
    const row = await findPolicyReplay(context.database.db, input);
    // Replays of budgets and limits are kept in the same place.
    const draft = z.array(policyDraft).safeParse(row?.draft);
    if (!row || !draft.success)
      throw new MeshError("not_found", "There is no such replay; they are kept for a week.");
    const lost = row.status === "running" && Date.now() - row.updatedAt.getTime() > REPLAY_LOST_AFTER_MS;
    return {
      id: row.id,
      startedBy: row.startedBy,
      startedAt: row.startedAt.toISOString(),
      status: lost ? "failed" : z.enum(REPLAY_STATUSES).parse(row.status),
      draft: draft.data,
      asked: replayAsked.parse(row.asked),
      total: row.total,
      looked: row.looked,
      result: replayResult.nullable().parse(row.result),
      error: lost ? "The process that worked on it has ended. Start it again." : row.error,
    };
  });
