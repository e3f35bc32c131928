import { z } from "zod";
import { receipt } from "@/lib/audit/receipt.schema";
import { assertCovers, authorOf } from "../author";
import { readUser } from "../list-users";
import { type OperationContext, operation } from "../operation";
import { listUserSessions as readSessions, revokeUserSession, revokeUserSessions } from "../user-sessions";

const tags = ["people"];

/** A browser session in a list. Its id names it and opens nothing. */
export const sessionView = z.object({
  id: z.string(),
  userAgent: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
});
export type SessionView = z.infer<typeof sessionView>;

/** The SHA-256 of a session's token. */
export const sessionId = z.string().regex(/^[0-9a-f]{64}$/);
const byUser = z.object({ userId: z.uuid() });

/** Where a person is signed in to the console, the browser used last first. */
export const listUserSessions = operation({ permission: "members:read" })
  .route({ method: "GET", path: "/users/{userId}/sessions", summary: "List a person's sessions", tags })
  .input(byUser)
  .output(z.object({ sessions: z.array(sessionView) }))
  .handler(async ({ input, context }) => {
    await readUser(context.database.db, input);
    return { sessions: await readSessions(context.database.db, input) };
  });

/** Signs a person out of one browser, from its next request on. */
export const endUserSession = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/users/{userId}/sessions/{sessionId}/end",
    summary: "End one session of a person",
    tags,
  })
  .input(byUser.extend({ sessionId }))
  .output(receipt)
  .handler(async ({ input, context }) => {
    await assertMayEnd(context, input.userId);
    return revokeUserSession(context.database.db, input, authorOf(context.principal).actor);
  });

/** Signs a person out everywhere. They may sign in again. */
export const endUserSessions = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/users/{userId}/sessions/end",
    summary: "End all sessions of a person",
    tags,
  })
  .input(byUser)
  .output(z.object({ ended: z.number().int() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    await assertMayEnd(context, input.userId);
    return revokeUserSessions(context.database.db, input, authorOf(context.principal).actor);
  });

/** Nobody signs out those who may do more than they. @throws MeshError `permission_denied`, `not_found` */
async function assertMayEnd(context: OperationContext, userId: string): Promise<void> {
  const { role } = await readUser(context.database.db, { userId });
  assertCovers(authorOf(context.principal), [role]);
}
