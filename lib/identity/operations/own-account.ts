import { z } from "zod";
import { receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { listConsents } from "../authorizations/list-consents";
import { withdrawConsent } from "../authorizations/withdraw-consent";
import { type OperationContext, operation } from "../operation";
import { newPassword } from "../password";
import { setOwnPassword } from "../set-own-password";
import { listUserSessions, revokeUserSession, revokeUserSessions } from "../user-sessions";
import { sessionId, sessionView } from "./sessions";

/*
 * What people do with their own account. Only through the console: a program that acts for somebody must not change how they sign in, so none of this is in the REST API.
 */

export const listOwnSessions = operation({ permission: "account:own" })
  .output(z.object({ sessions: z.array(sessionView) }))
  .handler(async ({ context }) => ({
    sessions: await listUserSessions(context.database.db, { userId: ownId(context) }),
  }));

export const endOwnSession = operation({ permission: "account:own" })
  .input(z.object({ sessionId }))
  .output(receipt)
  .handler(({ input, context }) =>
    revokeUserSession(context.database.db, { userId: ownId(context), sessionId: input.sessionId }),
  );

/** Ends all of the person's sessions but the one that asks. */
export const endOtherSessions = operation({ permission: "account:own" })
  .output(z.object({ ended: z.number().int() }).extend(receipt.shape))
  .handler(({ context }) =>
    revokeUserSessions(context.database.db, {
      userId: ownId(context),
      ...(context.sessionToken === undefined ? {} : { exceptToken: context.sessionToken }),
    }),
  );

/** Sets or changes the password; all sessions but the one that asks end. */
export const changeOwnPassword = operation({ permission: "account:own" })
  .input(z.object({ currentPassword: z.string().max(200).optional(), newPassword }))
  .output(receipt)
  .handler(({ input, context }) =>
    setOwnPassword(context.database.db, {
      ...input,
      userId: ownId(context),
      sessionToken: context.sessionToken,
    }),
  );

/** Apps that act for the person, the latest first, at most 100. */
export const listOwnApps = operation({ permission: "account:own" })
  .output(
    z.object({ apps: z.array(z.object({ clientId: z.string(), title: z.string(), givenAt: z.date() })) }),
  )
  .handler(async ({ context }) => {
    const apps = await listConsents(context.database.db, { userId: ownId(context) });
    return { apps: apps.map(({ clientId, title, givenAt }) => ({ clientId, title, givenAt })) };
  });

/** Takes back what the person let an app do; what it has now is dead within a second. */
export const stopOwnApp = operation({ permission: "account:own" })
  .input(z.object({ clientId: z.string().min(1).max(200) }))
  .output(receipt)
  .handler(({ input, context }) =>
    withdrawConsent(context.database.db, { userId: ownId(context), clientId: input.clientId }),
  );

/** @throws MeshError `permission_denied` for whoever is not a person signed in by themselves */
function ownId({ principal }: OperationContext): string {
  if (principal.caller.kind !== "user" || principal.badge)
    throw new MeshError("permission_denied", "Only people who are signed in have an account of their own.");
  return principal.caller.id;
}
