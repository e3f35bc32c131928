import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { changes, changeWatchers } from "../schema";

/** Whoever has said yes or no already keeps to it. */
export async function insertChangeWatchers(
  db: Db,
  params: { changeId: string; userIds: readonly string[] },
): Promise<void> {
  const { changeId, userIds } = params;
  if (userIds.length === 0) return;
  await db
    .insert(changeWatchers)
    .values(userIds.map((userId) => ({ changeId, userId, watching: true })))
    .onConflictDoNothing();
}

export async function upsertChangeWatcher(
  db: Db,
  params: { changeId: string; userId: string; watching: boolean },
): Promise<void> {
  await db
    .insert(changeWatchers)
    .values(params)
    .onConflictDoUpdate({
      target: [changeWatchers.changeId, changeWatchers.userId],
      set: { watching: params.watching },
    });
}

export function listChangeWatchers(db: Db, params: { changeId: string }) {
  return db
    .select({ userId: changeWatchers.userId })
    .from(changeWatchers)
    .where(and(eq(changeWatchers.changeId, params.changeId), eq(changeWatchers.watching, true)))
    .orderBy(changeWatchers.at, changeWatchers.userId);
}

/** Numbers of the changes that a person watches, the newest first. */
export async function listWatchedChanges(
  db: Db,
  params: { userId: string; limit: number },
): Promise<number[]> {
  const rows = await db
    .select({ number: changes.number })
    .from(changeWatchers)
    .innerJoin(changes, eq(changes.id, changeWatchers.changeId))
    .where(and(eq(changeWatchers.userId, params.userId), eq(changeWatchers.watching, true)))
    .orderBy(desc(changes.number))
    .limit(params.limit);
  return rows.map(({ number }) => number);
}
