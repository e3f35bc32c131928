import { z } from "zod";
import { findPolicyReplay, updatePolicyReplay } from "@/db/queries/policy-replays";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";

/** Ends a replay before it is through; what it has counted stays. Only whoever started it may. @throws MeshError `not_found` */
export const cancelReplay = operation({ permission: "calls:read" })
  .route({
    method: "POST",
    path: "/policies/replays/{id}/cancel",
    summary: "End a replay",
    tags: ["policies"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(z.object({ cancelled: z.boolean() }))
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const row = await findPolicyReplay(db, input);
    if (!row || row.startedBy !== authorOf(context.principal).actor)
      throw new MeshError("not_found", "There is no such replay of yours.");
    return { cancelled: await updatePolicyReplay(db, { id: input.id, status: "cancelled" }) };
  });
