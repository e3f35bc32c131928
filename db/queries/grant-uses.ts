import { and, eq, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { grantUses } from "../schema";

/** Slots of a grant that are taken. */
export async function listUsedSlots(
  db: Db,
  params: { scope: string; grantDigest: string },
): Promise<number[]> {
  const rows = await db
    .select({ slot: grantUses.slot })
    .from(grantUses)
    .where(and(eq(grantUses.scope, params.scope), eq(grantUses.grantDigest, params.grantDigest)));
  return rows.map((row) => row.slot);
}

/** Gives back what was taken for a call that was never made. */
export async function deleteGrantUse(
  db: Db,
  params: { scope: string; grantDigest: string; callId: string },
): Promise<void> {
  const { scope, grantDigest, callId } = params;
  await db
    .delete(grantUses)
    .where(
      and(eq(grantUses.scope, scope), eq(grantUses.grantDigest, grantDigest), eq(grantUses.callId, callId)),
    );
}

export async function deleteOldGrantUses(db: Db, params: { olderThanMs: number }): Promise<void> {
  const age = sql`now() - make_interval(secs => ${params.olderThanMs / 1000})`;
  await db.delete(grantUses).where(lt(grantUses.at, age));
}
