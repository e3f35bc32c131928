import { z } from "zod";
import type { Db } from "@/db/client";
import { insertRevocation } from "@/db/queries/revocations";
import { deleteUnusedSignInLinks } from "@/db/queries/sign-in-links";
import { deleteUserSessions } from "@/db/queries/user-sessions";
import {
  findUserForUpdate,
  listActiveAdmins,
  lockUserRights,
  updateUser,
  updateUserDisabled,
} from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { noteLeaving } from "@/lib/registry/certification/note-leaving";
import { type Author, assertCovers } from "./author";
import { revokeAuthorizations } from "./authorizations/revoke-authorization";
import { BADGE_LIFETIME_MS, CLOCK_TOLERANCE_MS } from "./badge";
import { USER_ROLES, type User, userOf } from "./user";

/**
 * Shuts a person out at once: sessions and unused links are gone with this commit, badges issued on their behalf are dead within a second, certificates of domains for which nobody else answers are suspended.
 * @throws MeshError `not_found`, `permission_denied`; `conflict` for the last admin and for oneself
 */
export function disableUser(db: Db, input: { userId: string }, author: Author): Promise<Receipt> {
  return change(db, input.userId, author, async (tx, user) => {
    assertNotOneself(author, user);
    await assertNotLastAdmin(tx, user);
    await updateUserDisabled(tx, { id: user.id, disabled: true });
    await endAccess(tx, user.id, author);
    return { what: "disabled" };
  });
}

/** Lets a person sign in again. @throws MeshError `not_found`, `permission_denied` */
export function enableUser(db: Db, input: { userId: string }, author: Author): Promise<Receipt> {
  return change(db, input.userId, author, async (tx, user) => {
    await updateUserDisabled(tx, { id: user.id, disabled: false });
    return { what: "enabled" };
  });
}

export const setUserRoleInput = z.object({
  userId: z.uuid(),
  role: z.enum(USER_ROLES),
  domains: z.array(z.string().min(1).max(100)).max(100).default([]),
});

/**
 * Gives a person another role. Their sessions end, so that nothing goes on under the old one.
 * @throws MeshError `not_found`; `permission_denied` when either role is beyond the author's own; `conflict` for the last admin and for oneself
 */
export async function setUserRole(
  db: Db,
  input: z.input<typeof setUserRoleInput>,
  author: Author,
): Promise<Receipt> {
  const { userId, role, domains } = parseInput(setUserRoleInput, input);
  assertCovers(author, [role]);
  return change(db, userId, author, async (tx, user) => {
    assertNotOneself(author, user);
    if (role !== "admin") await assertNotLastAdmin(tx, user);
    await updateUser(tx, { id: user.id, set: { role, domains: [...domains] } });
    await endAccess(tx, user.id, author);
    return { what: "role_changed", payload: { from: user.role, role, domains } };
  });
}

async function change(
  db: Db,
  userId: string,
  author: Author,
  apply: (
    tx: Db,
    user: User,
  ) => Promise<{ what: "disabled" | "enabled" | "role_changed"; payload?: unknown }>,
): Promise<Receipt> {
  const id = parseInput(z.uuid(), userId);
  return db.transaction(async (tx) => {
    await lockUserRights(tx);
    const row = await findUserForUpdate(tx, { id });
    if (!row) throw new MeshError("not_found", "There is no such person.");
    const user = userOf(row);
    assertCovers(author, [user.role]);
    const { what, payload } = await apply(tx, user);
    const entryId = await appendAudit(tx, {
      type: `io.signalbox.user.${what}`,
      ...author,
      object: `user:${id}`,
      outcome: "ok",
      payload,
    });
    if (what !== "enabled") await noteLeaving(tx, user, author.actor);
    return { entryId };
  });
}

async function endAccess(tx: Db, userId: string, author: Author): Promise<void> {
  await revokeAuthorizations(tx, { userId }, author.actor, "access_ended");
  await deleteUserSessions(tx, { userId, exceptIdHash: undefined });
  await deleteUnusedSignInLinks(tx, { userId });
  await insertRevocation(tx, {
    kind: "user",
    value: userId,
    keepMs: BADGE_LIFETIME_MS + 2 * CLOCK_TOLERANCE_MS,
  });
}

/** Whoever shut themselves out by a slip could not take it back. */
function assertNotOneself(author: Author, user: User): void {
  if (author.actor === `user:${user.id}`) {
    throw new MeshError("conflict", "Nobody does this to themselves. Ask another admin.");
  }
}

/** A mesh without an admin can be governed by nobody. */
async function assertNotLastAdmin(tx: Db, user: User): Promise<void> {
  if (user.role !== "admin" || user.disabledAt) return;
  const admins = await listActiveAdmins(tx);
  if (admins.every((admin) => admin.id === user.id)) {
    throw new MeshError("conflict", "This is the last admin. Make another one first.");
  }
}
