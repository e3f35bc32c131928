import { z } from "zod";
import { findPolicyReplay } from "@/db/queries/policy-replays";
import { operation } from "@/lib/identity/operation";
import { readReplay } from "@/lib/policy/replay/read-replay";
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
    return readReplay(row, ceilingDraft, ceilingReplayResult);
  });
