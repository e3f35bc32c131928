import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { endReplay } from "./end-replay";

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
  .handler(({ input, context }) => endReplay(context, input.id));
