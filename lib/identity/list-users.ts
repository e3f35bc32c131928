import { z } from "zod";
import type { Db } from "@/db/client";
import { findUser, listUserRows } from "@/db/queries/users";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { USER_ROLES, type User, userOf } from "./user";

export const listUsersInput = z.object({
  /** `nextAfter` of the page before. */
  after: z.uuid().optional(),
  /** Part of the name or the e-mail address. */
  q: z.string().trim().min(1).max(200).optional(),
  role: z.enum(USER_ROLES).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** People by the time they were added, a page at a time. */
export async function listUsers(
  db: Db,
  input: z.input<typeof listUsersInput>,
): Promise<{ users: User[]; nextAfter: string | undefined }> {
  const { after, q, role, limit } = parseInput(listUsersInput, input);
  const rows = await listUserRows(db, { after, q, role, limit: limit + 1 });
  const users = rows.slice(0, limit).map(userOf);
  return { users, nextAfter: rows.length > limit ? users.at(-1)?.id : undefined };
}

/** @throws MeshError `not_found` */
export async function readUser(db: Db, input: { userId: string }): Promise<User> {
  const row = await findUser(db, { id: parseInput(z.uuid(), input.userId) });
  if (!row) throw new MeshError("not_found", "There is no such person.");
  return userOf(row);
}
