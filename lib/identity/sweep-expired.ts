import type { Db } from "@/db/client";
import { deleteExpiredAuthorizations } from "@/db/queries/authorizations";
import { deleteUnusedApps } from "@/db/queries/clients";
import { deleteExpiredRevocations } from "@/db/queries/revocations";
import { deleteExpiredSignInFailures } from "@/db/queries/sign-in-failures";
import { deleteExpiredSignInLinks } from "@/db/queries/sign-in-links";
import { deleteExpiredAssertions } from "@/db/queries/used-assertions";
import { deleteExpiredUserSessions } from "@/db/queries/user-sessions";
import { SESSION_IDLE_S } from "./user-sessions";

/** Anybody may register an app; one that nobody agreed to in a day is forgotten. */
const UNUSED_APP_MS = 24 * 3_600_000;

/** Deletes what has expired and decides nothing any more. Safe on every replica at any time; meant to run every few minutes. */
export async function sweepExpired(db: Db): Promise<void> {
  // A minute behind, so that a replica whose clock is late still finds what it needs.
  const before = new Date(Date.now() - 60_000);
  await deleteExpiredRevocations(db, { before });
  await deleteExpiredAssertions(db, { before });
  await deleteExpiredAuthorizations(db, { before });
  await deleteUnusedApps(db, { before: new Date(Date.now() - UNUSED_APP_MS) });
  await deleteExpiredSignInFailures(db);
  await deleteExpiredSignInLinks(db);
  await deleteExpiredUserSessions(db, { idleS: SESSION_IDLE_S });
}
