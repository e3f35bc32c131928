import type { Db } from "@/db/client";
import {
  deleteUserSession,
  deleteUserSessions,
  findLiveUserSession,
  insertUserSession,
  listLiveUserSessions,
  updateUserSessionSeen,
} from "@/db/queries/user-sessions";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/ids";
import { type User, userOf } from "./user";

/** A session ends after 30 minutes without use and 12 hours in any case. */
export const SESSION_IDLE_S = 30 * 60;
export const SESSION_ABSOLUTE_S = 12 * 3600;
/** Use is noted at most this often, so that a page full of requests is not a row full of updates. */
const SEEN_EVERY_MS = 30_000;
const MAX_USER_AGENT = 500;

/** A browser's session as its owner sees it. */
export interface UserSession {
  /** Names the session in lists; it opens nothing. */
  id: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/**
 * Starts a session of a person who has just proven who they are.
 * @returns the token for the cookie: 256 random bits, of which the store keeps the digest only
 */
export async function createUserSession(
  db: Db,
  input: { userId: string; userAgent: string },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret("sbxu_");
  const row = await insertUserSession(db, {
    idHash: sha256Hex(token),
    userId: input.userId,
    userAgent: input.userAgent.replaceAll("\0", "").slice(0, MAX_USER_AGENT),
    absoluteS: SESSION_ABSOLUTE_S,
  });
  return { token, expiresAt: row.expiresAt };
}

/** Who a session token stands for right now; notes the use. Undefined for an ended session or a disabled person: it reads the store every time. */
export async function touchUserSession(
  db: Db,
  input: { token: string },
): Promise<{ user: User; session: UserSession } | undefined> {
  const idHash = sha256Hex(input.token);
  const found = await findLiveUserSession(db, { idHash, idleS: SESSION_IDLE_S });
  if (!found) return undefined;
  if (Date.now() - found.session.lastSeenAt.getTime() > SEEN_EVERY_MS)
    await updateUserSessionSeen(db, { idHash });
  const { idHash: id, userAgent, createdAt, lastSeenAt, expiresAt } = found.session;
  return { user: userOf(found.user), session: { id, userAgent, createdAt, lastSeenAt, expiresAt } };
}

/** A person's own live sessions, the one used last first. */
export async function listUserSessions(db: Db, input: { userId: string }): Promise<UserSession[]> {
  const rows = await listLiveUserSessions(db, { userId: input.userId, idleS: SESSION_IDLE_S });
  return rows.map(({ idHash, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
    id: idHash,
    userAgent,
    createdAt,
    lastSeenAt,
    expiresAt,
  }));
}

/** Ends the session of a token: signing out. Ending one that is gone is no error. */
export async function endUserSession(db: Db, input: { token: string; userId: string }): Promise<void> {
  const { userId, token } = input;
  await db.transaction(async (tx) => {
    if (!(await deleteUserSession(tx, { userId, idHash: sha256Hex(token) }))) return;
    await audit(tx, userId, "signed_out", 1);
  });
}

/**
 * Ends one session of a person by its id in the list.
 * @param author who does it, as `kind:id`; the person when missing
 * @throws MeshError `not_found`, also for another person's
 */
export async function revokeUserSession(
  db: Db,
  input: { userId: string; sessionId: string },
  author?: string,
): Promise<Receipt> {
  const { userId, sessionId } = input;
  return db.transaction(async (tx) => {
    if (!(await deleteUserSession(tx, { userId, idHash: sessionId }))) {
      throw new MeshError("not_found", "There is no such session.");
    }
    return { entryId: await audit(tx, userId, "session_revoked", 1, author) };
  });
}

/**
 * Ends all of a person's sessions, but for the one of `exceptToken`.
 * @param author who does it, as `kind:id`; the person when missing
 * @returns how many ended
 */
export async function revokeUserSessions(
  db: Db,
  input: { userId: string; exceptToken?: string },
  author?: string,
): Promise<{ ended: number } & Receipt> {
  const { userId, exceptToken } = input;
  const exceptIdHash = exceptToken === undefined ? undefined : sha256Hex(exceptToken);
  return db.transaction(async (tx) => {
    const ended = await deleteUserSessions(tx, { userId, exceptIdHash });
    return { ended, entryId: await audit(tx, userId, "session_revoked", ended, author) };
  });
}

async function audit(
  tx: Db,
  userId: string,
  what: "signed_out" | "session_revoked",
  sessions: number,
  author?: string,
): Promise<string> {
  const user = `user:${userId}`;
  return appendAudit(tx, {
    type: `io.signalbox.user.${what}`,
    actor: author ?? user,
    object: user,
    outcome: "ok",
    payload: { sessions },
  });
}
