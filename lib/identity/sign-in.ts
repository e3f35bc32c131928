import { z } from "zod";
import type { Db } from "@/db/client";
import { findUserByEmail } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { checkPassword } from "./password";
import type { Role } from "./roles";
import { admitSignInAttempt, forgetSignInAttempts } from "./throttle-sign-in";
import { type User, userOf } from "./user";

export const signInInput = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(200),
  /** The client's network address. */
  remote: z.string().max(100),
});

/**
 * Checks e-mail address and password. Unknown address, wrong password and disabled account look alike, in words and in time.
 * @throws MeshError `unauthenticated`, `rate_limited`
 */
export async function signInWithPassword(db: Db, input: z.input<typeof signInInput>): Promise<User> {
  const { email, password, remote } = parseInput(signInInput, input);
  const attempt = { identifier: email, remote };
  await admitSignInAttempt(db, attempt);
  const row = await findUserByEmail(db, { email });
  const matches = await checkPassword(row?.passwordHash ?? undefined, password);
  if (!row || !matches || row.disabledAt) {
    await auditSignIn(db, { userId: row?.id, method: "password", outcome: "denied", remote, email });
    throw new MeshError("unauthenticated", "E-mail address or password is not right.");
  }
  await forgetSignInAttempts(db, attempt);
  const user = userOf(row);
  await auditSignIn(db, { userId: user.id, method: "password", outcome: "ok", remote, role: user.role });
  return user;
}

/** Puts a sign-in, or an attempt at one, on record. The address stands in the payload, which may be erased. */
export async function auditSignIn(
  db: Db,
  entry: {
    userId: string | undefined;
    method: "password" | "link" | "oidc";
    outcome: "ok" | "denied";
    remote: string;
    email?: string;
    role?: Role;
  },
): Promise<void> {
  const { userId, method, outcome, remote, email, role } = entry;
  const user = `user:${userId ?? "unknown"}`;
  await appendAudit(db, {
    type: "io.signalbox.user.signed_in",
    actor: outcome === "ok" ? user : "user:unknown",
    ...(role ? { roles: [role] } : {}),
    object: user,
    outcome,
    payload: { method, remote, ...(email === undefined ? {} : { email }) },
  });
}
