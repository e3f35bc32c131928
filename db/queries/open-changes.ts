import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { changes } from "../schema";

/** Handed in and not ended. */
export const OPEN_STATES = ["review", "approved", "scheduled", "canary"] as const;

/** The newest change under way that asks for exactly this content. Drafts are their authors' own business. */
export async function findOpenChange(
  db: Db,
  params: { contentHash: string },
): Promise<{ number: number; state: (typeof OPEN_STATES)[number] } | undefined> {
  const [row] = await db
    .select({ number: changes.number, state: changes.state })
    .from(changes)
    .where(
      and(
        inArray(changes.state, [...OPEN_STATES]),
        eq(changes.contentHash, params.contentHash),
        isNull(changes.exempt),
      ),
    )
    .orderBy(desc(changes.number))
    .limit(1);
  return row as { number: number; state: (typeof OPEN_STATES)[number] } | undefined;
}

/** Until the transaction ends, whoever else asks for the same content waits. */
export async function lockContent(db: Db, params: { contentHash: string }): Promise<void> {
  await db.execute(
    sql`select pg_advisory_xact_lock(hashtext('signalbox.change-content'), hashtext(${params.contentHash}))`,
  );
}
