import { z } from "zod";
import { countRecordedDecisions } from "@/db/queries/recorded-decisions";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { rangeOf } from "@/lib/policy/replay/range-of";
import { replayRunnerService } from "@/lib/policy/replay/replay-runner";
import { startCeilingReplayInput } from "./ceiling-replay.schema";
import { replayCeilings } from "./replay-ceilings";

/**
 * Starts a replay of recorded calls under budgets and limits as they would be: which would have been refused, and when each would have run out. Changes nothing that is governed, so it leaves no audit entry.
 * @throws MeshError `invalid_request` when the range ends before it begins; `unavailable` when too many wait
 */
export const startCeilingReplay = operation({ permission: "calls:read" })
  .route({
    method: "POST",
    path: "/budgets/replays",
    summary: "Replay recorded calls under a draft of budgets and limits",
    tags: ["cost"],
  })
  .input(startCeilingReplayInput)
  .output(z.object({ id: z.uuid() }))
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { draft, ...asked } = input;
    const range = rangeOf(asked);
    const id = await context.services.get(replayRunnerService).run({
      startedBy: authorOf(context.principal).actor,
      draft,
      asked,
      count: () => countRecordedDecisions(db, { ...range, limit: asked.limit }),
      work: (onBatch) => replayCeilings(db, { draft, ...range, limit: asked.limit }, onBatch),
    });
    return { id };
  });
