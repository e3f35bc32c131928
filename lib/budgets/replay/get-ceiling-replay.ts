import { z } from "zod";
import { findPolicyReplay } from "@/db/queries/policy-replays";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { REPLAY_LOST_AFTER_MS } from "@/lib/policy/replay/get-replay";
import { REPLAY_STATUSES, replayAsked } from "@/lib/policy/replay/replay.schema";
import {
  type CeilingReplay,
  ceilingDraft,
  ceilingReplay,
  ceilingReplayResult,
} from "./ceiling-replay.schema";

/** How far a replay of calls is, and what it has found. Kept a week. @throws MeshError `not_found` */
export const getCeilingReplay = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/budgets/replays/{id}",
    summary: "A replay of recorded calls",
    tags: ["cost"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(ceilingReplay)
  .handler(async ({ input, context }): Promise<CeilingReplay> => {
    const row = await findPolicyReplay(context.database.db, input);
    const draft = z.array(ceilingDraft).safeParse(row?.draft);
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
      result: ceilingReplayResult.nullable().parse(row.result),
      error: lost ? "The process that worked on it has ended. Start it again." : row.error,
    };
  });
