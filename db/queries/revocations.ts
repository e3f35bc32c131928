import { and, asc, gt, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { revocations } from "../schema";

export type RevocationRow = typeof revocations.$inferSelect;
export type RevocationKind = "badge" | "client" | "user";

const PAGE = 10_000;

/** Revocations after a sequence number that can still matter, oldest first. */
export function listRevocationsAfter(db: Db, params: { seq: number }): Promise<RevocationRow[]> {
  return db
    .select()
    .from(revocations)
    .where(and(gt(revocations.seq, params.seq), gt(revocations.expiresAt, sql`now()`)))
    .orderBy(asc(revocations.seq))
    .limit(PAGE);
}

/**
 * Adds a revocation and tells every replica at commit. Writers take turns until commit: sequence numbers then become visible in order, and a reader that asks for
 * "after n" can never miss a late commit.
 * @param leadMs moves the moment ahead of the database's clock; for what must also stop badges that are being issued right now
 * @param keepMs how long the revocation must be remembered, counted from its moment: the longest life of what it revokes
 */
export async function insertRevocation(
  db: Db,
  params: { kind: RevocationKind; value: string; leadMs?: number; keepMs: number },
): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('signalbox.revocations'))`);
  const leadMs = params.leadMs ?? 0;
  await db.execute(sql`
    insert into revocations (kind, value, at, expires_at)
    values (${params.kind}, ${params.value},
            clock_timestamp() + ${leadMs} * interval '1 millisecond',
            clock_timestamp() + ${leadMs + params.keepMs} * interval '1 millisecond')`);
  await db.execute(sql`select pg_notify('signalbox_revoked', '')`);
}

export async function deleteExpiredRevocations(db: Db, params: { before: Date }): Promise<void> {
  await db.delete(revocations).where(lt(revocations.expiresAt, params.before));
}
