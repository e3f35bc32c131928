import { z } from "zod";
import { findPolicyReplay } from "@/db/queries/policy-replays";
import { operation } from "@/lib/identity/operation";
import { readReplay } from "./read-replay";
import { policyDraft, type Replay, replay, replayResult } from "./replay.schema";

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
    return readReplay(row, policyDraft, replayResult);
  });
