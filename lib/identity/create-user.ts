import { z } from "zod";
import type { Db } from "@/db/client";
import { insertUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse-input";
import { type Author, assertCovers } from "./author";
import { hashPassword, newPassword } from "./password";
import { USER_ROLES, type User, userOf } from "./user";

export const createUserInput = z.object({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(200),
  role: z.enum(USER_ROLES),
  domains: z.array(z.string().min(1).max(100)).max(100).default([]),
  /** Without one the person comes in by a one-time link, or by the identity provider with the same verified e-mail address. */
  password: newPassword.optional(),
});

/** @throws MeshError `conflict` when the address has an account; `permission_denied` for a role beyond the author's own */
export async function createUser(
  db: Db,
  input: z.input<typeof createUserInput>,
  author: Author,
): Promise<User & Receipt> {
  const { email, name, role, domains, password } = parseInput(createUserInput, input);
  assertCovers(author, [role]);
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return db.transaction(async (tx) => {
    const row = await insertUser(tx, { id: newId(), email, name, role, domains, passwordHash });
    if (!row) throw new MeshError("conflict", "This e-mail address has an account already.");
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.user.created",
      ...author,
      object: `user:${row.id}`,
      outcome: "ok",
      payload: { email, name, role, domains },
    });
    return { ...userOf(row), entryId };
  });
}
