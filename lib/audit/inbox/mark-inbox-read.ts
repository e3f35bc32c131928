import { z } from "zod";
import { advanceInboxMark } from "@/db/queries/inbox-marks";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { markInboxReadInput } from "./inbox.schema";

/** Remembers how far the reader has read. Changes nothing that anybody else sees, so it leaves no audit entry. */
export const markInboxRead = operation({ permission: "audit:read" })
  .route({ method: "POST", path: "/inbox/read", summary: "Mark notices as read", tags: ["audit"] })
  .input(markInboxReadInput)
  .output(z.object({ read: z.literal(true) }))
  .handler(async ({ input, context }) => {
    const userId = personOf(context.principal);
    if (userId === undefined) throw new MeshError("invalid_request", "Only a person has an inbox.");
    await advanceInboxMark(context.database.db, { userId, entryId: input.entryId });
    return { read: true as const };
  });
