import { eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { inboxMarks } from "../schema";

export async function findInboxMark(db: Db, params: { userId: string }): Promise<string | undefined> {
  const [row] = await db
    .select({ entryId: inboxMarks.entryId })
    .from(inboxMarks)
    .where(eq(inboxMarks.userId, params.userId));
  return row?.entryId;
}

/** Moves forward only: a second window that is behind makes nothing unread again. */
export async function advanceInboxMark(db: Db, params: { userId: string; entryId: string }): Promise<void> {
  await db
    .insert(inboxMarks)
    .values(params)
    .onConflictDoUpdate({
      target: inboxMarks.userId,
      set: { entryId: sql`greatest(${inboxMarks.entryId}, excluded.entry_id)` },
    });
}
