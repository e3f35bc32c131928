import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { endReplay } from "@/lib/policy/replay/end-replay";

/** Ends a replay of calls before it is through. Only whoever started it may. @throws MeshError `not_found` */
export const cancelCeilingReplay = operation({ permission: "calls:read" })
  .route({
    method: "POST",
    path: "/budgets/replays/{id}/cancel",
    summary: "End a replay of calls",
    tags: ["cost"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(z.object({ cancelled: z.boolean() }))
  .handler(({ input, context }) => endReplay(context, input.id));
