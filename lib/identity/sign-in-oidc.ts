import { z } from "zod";
import type { Db } from "@/db/client";
import {
  findUserByEmail,
  findUserByOidcSubject,
  findUserForUpdate,
  type UserRow,
  updateUser,
} from "@/db/queries/users";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { auditSignIn } from "./sign-in";
import { type User, userOf } from "./user";

/** Claims of an ID token that the sign-in library has verified. */
export const signInWithOidcInput = z.object({
  issuer: z.url().max(500),
  subject: z.string().min(1).max(255),
  email: z.string().max(254).optional(),
  emailVerified: z.boolean(),
  remote: z.string().max(100),
});

/**
 * Finds the person of an identity provider's account. Accounts are never made on the way in: an admin adds the person first. The first sign-in binds the account to the person with the same
 * **verified** e-mail address who has no password and no other binding: an address at a provider must not be enough to take over an account that its owner guards with a password.
 * @throws MeshError `permission_denied` when nobody matches
 */
export async function signInWithOidc(db: Db, input: z.input<typeof signInWithOidcInput>): Promise<User> {
  const { issuer, subject, email, emailVerified, remote } = parseInput(signInWithOidcInput, input);
  const oidcSubject = `${issuer}|${subject}`;
  const row = await db.transaction(async (tx) => {
    const bound = await findUserByOidcSubject(tx, { oidcSubject });
    const person = bound ?? (emailVerified && email ? await bind(tx, email, oidcSubject) : undefined);
    if (!person || person.disabledAt) return undefined;
    await auditSignIn(tx, {
      userId: person.id,
      method: "oidc",
      outcome: "ok",
      remote,
      role: userOf(person).role,
    });
    return person;
  });
  if (!row) {
    await auditSignIn(db, {
      userId: undefined,
      method: "oidc",
      outcome: "denied",
      remote,
      email: email ?? "",
    });
    throw new MeshError(
      "permission_denied",
      "You have no account here yet. Ask an admin to add your e-mail address.",
    );
  }
  return userOf(row);
}

async function bind(tx: Db, email: string, oidcSubject: string): Promise<UserRow | undefined> {
  const found = await findUserByEmail(tx, { email });
  const row = found && (await findUserForUpdate(tx, { id: found.id }));
  if (!row || row.disabledAt || row.passwordHash !== null || row.oidcSubject !== null) return undefined;
  await updateUser(tx, { id: row.id, set: { oidcSubject } });
  return { ...row, oidcSubject };
}
