import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { userSessions, users } from "../schema";
import type { UserRow } from "./users";

export type UserSessionRow = typeof userSessions.$inferSelect;

export async function insertUserSession(
  db: Db,
  params: { idHash: string; userId: string; userAgent: string; absoluteS: number },
): Promise<UserSessionRow> {
  const { idHash, userId, userAgent, absoluteS } = params;
  const [row] = await db
    .insert(userSessions)
    .values({ idHash, userId, userAgent, expiresAt: sql`now() + ${absoluteS} * interval '1 second'` })
    .returning();
  return row as UserSessionRow;
}

/** A session that holds now by the database's clock, of a person who may sign in. */
export async function findLiveUserSession(
  db: Db,
  params: { idHash: string; idleS: number },
): Promise<{ session: UserSessionRow; user: UserRow } | undefined> {
  const [row] = await db
    .select({ session: userSessions, user: users })
    .from(userSessions)
    .innerJoin(users, eq(users.id, userSessions.userId))
    .where(
      and(
        eq(userSessions.idHash, params.idHash),
        sql`${userSessions.expiresAt} > now()`,
        sql`${userSessions.lastSeenAt} > now() - ${params.idleS} * interval '1 second'`,
        sql`${users.disabledAt} is null`,
      ),
    )
    .limit(1);
  return row;
}

export async function updateUserSessionSeen(db: Db, params: { idHash: string }): Promise<void> {
  await db.update(userSessions).set({ lastSeenAt: sql`now()` }).where(eq(userSessions.idHash, params.idHash));
}

export function listLiveUserSessions(
  db: Db,
  params: { userId: string; idleS: number },
): Promise<UserSessionRow[]> {
  return db
    .select()
    .from(userSessions)
    .where(
      and(
        eq(userSessions.userId, params.userId),
        sql`${userSessions.expiresAt} > now()`,
        sql`${userSessions.lastSeenAt} > now() - ${params.idleS} * interval '1 second'`,
      ),
    )
    .orderBy(desc(userSessions.lastSeenAt))
    .limit(200);
}

/** @returns whether the person had that session */
export async function deleteUserSession(
  db: Db,
  params: { idHash: string; userId: string },
): Promise<boolean> {
  const rows = await db
    .delete(userSessions)
    .where(and(eq(userSessions.idHash, params.idHash), eq(userSessions.userId, params.userId)))
    .returning({ idHash: userSessions.idHash });
  return rows.length > 0;
}

/** @param params.exceptIdHash the session to keep @returns how many ended */
export async function deleteUserSessions(
  db: Db,
  params: { userId: string; exceptIdHash: string | undefined },
): Promise<number> {
  const rows = await db
    .delete(userSessions)
    .where(
      and(
        eq(userSessions.userId, params.userId),
        params.exceptIdHash === undefined ? undefined : ne(userSessions.idHash, params.exceptIdHash),
      ),
    )
    .returning({ idHash: userSessions.idHash });
  return rows.length;
}

export async function deleteExpiredUserSessions(db: Db, params: { idleS: number }): Promise<void> {
  await db
    .delete(userSessions)
    .where(
      sql`${userSessions.expiresAt} < now() or ${userSessions.lastSeenAt} < now() - ${params.idleS} * interval '1 second'`,
    );
}
