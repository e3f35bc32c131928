import { z } from "zod";
import type { Db } from "@/db/client";
import { deleteUserSessions } from "@/db/queries/user-sessions";
import { findUserForUpdate, updateUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { checkPassword, hashPassword, newPassword } from "./password";
import { userOf } from "./user";

export const setOwnPasswordInput = z.object({
  userId: z.uuid(),
  /** Needed when there is one: a session left open on a desk must not be enough to take the account over. */
  currentPassword: z.string().max(200).optional(),
  newPassword,
  /** The session that asks; it stays, all others end. */
  sessionToken: z.string().max(200).optional(),
});

/** Sets a person's own password. @throws MeshError `permission_denied` for a wrong current password; `not_found` */
export async function setOwnPassword(db: Db, input: z.input<typeof setOwnPasswordInput>): Promise<Receipt> {
  const wanted = parseInput(setOwnPasswordInput, input);
  const passwordHash = await hashPassword(wanted.newPassword);
  return db.transaction(async (tx) => {
    const row = await findUserForUpdate(tx, { id: wanted.userId });
    if (!row || row.disabledAt) throw new MeshError("not_found", "There is no such person.");
    if (row.passwordHash !== null && !(await checkPassword(row.passwordHash, wanted.currentPassword ?? ""))) {
      throw new MeshError("permission_denied", "The current password is not right.");
    }
    await updateUser(tx, { id: row.id, set: { passwordHash } });
    await deleteUserSessions(tx, {
      userId: row.id,
      exceptIdHash: wanted.sessionToken && sha256Hex(wanted.sessionToken),
    });
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.user.password_changed",
      actor: `user:${row.id}`,
      roles: [userOf(row).role],
      object: `user:${row.id}`,
      outcome: "ok",
    });
    return { entryId };
  });
}
