import type { Db } from "@/db/client";
import { deleteExpiredRevocations } from "@/db/queries/revocations";
import { deleteExpiredSignInFailures } from "@/db/queries/sign-in-failures";
import { deleteExpiredSignInLinks } from "@/db/queries/sign-in-links";
import { deleteExpiredAssertions } from "@/db/queries/used-assertions";
import { deleteExpiredUserSessions } from "@/db/queries/user-sessions";
import { SESSION_IDLE_S } from "./user-sessions";

/** Deletes what has expired and decides nothing any more. Safe on every replica at any time; meant to run every few minutes. */
export async function sweepExpired(db: Db): Promise<void> {
  // A minute behind, so that a replica whose clock is late still finds what it needs.
  const before = new Date(Date.now() - 60_000);
  await deleteExpiredRevocations(db, { before });
  await deleteExpiredAssertions(db, { before });
  await deleteExpiredSignInFailures(db);
  await deleteExpiredSignInLinks(db);
  await deleteExpiredUserSessions(db, { idleS: SESSION_IDLE_S });
}
