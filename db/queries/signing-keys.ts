import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { signingKeys } from "../schema";

export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** Keys that may still sign or verify: current, next, and those retired after `retiredAfter`. */
export function listLiveSigningKeys(db: Db, params: { retiredAfter: Date }): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKeys)
    .where(
      or(
        inArray(signingKeys.state, ["current", "next"]),
        and(eq(signingKeys.state, "retired"), gt(signingKeys.retiredAt, params.retiredAfter)),
        and(eq(signingKeys.state, "retired"), eq(signingKeys.purpose, "audit")),
      ),
    )
    .orderBy(signingKeys.createdAt, signingKeys.kid);
}

export function listSigningKeysOfPurpose(db: Db, params: { purpose: string }): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.purpose, params.purpose), inArray(signingKeys.state, ["current", "next"])));
}

/** Every key without its private half, the newest first. */
export function listSigningKeySummaries(db: Db, params: { limit: number }) {
  return db
    .select({
      kid: signingKeys.kid,
      purpose: signingKeys.purpose,
      alg: signingKeys.alg,
      state: signingKeys.state,
      createdAt: signingKeys.createdAt,
      retiredAt: signingKeys.retiredAt,
    })
    .from(signingKeys)
    .orderBy(desc(signingKeys.createdAt), signingKeys.kid)
    .limit(params.limit);
}

export async function insertSigningKey(
  db: Db,
  row: Omit<typeof signingKeys.$inferInsert, "createdAt" | "retiredAt">,
): Promise<void> {
  await db.insert(signingKeys).values(row);
}

export async function updateSigningKeyState(db: Db, params: { kid: string; state: string }): Promise<void> {
  await db.update(signingKeys).set({ state: params.state }).where(eq(signingKeys.kid, params.kid));
}

/** Takes a key out of use and erases its private half, so that it can never sign again. */
export async function updateSigningKeyRetired(
  db: Db,
  params: { kid: string; state: "retired" | "revoked" },
): Promise<void> {
  await db
    .update(signingKeys)
    .set({ state: params.state, retiredAt: sql`clock_timestamp()`, privateCiphertext: Buffer.alloc(0) })
    .where(eq(signingKeys.kid, params.kid));
}

/** One writer of keys at a time, until the transaction ends. */
export async function lockSigningKeys(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('signalbox.keys'))`);
}

/** Tells every replica at commit. */
export async function notifySigningKeys(db: Db): Promise<void> {
  await db.execute(sql`select pg_notify('signalbox_keys', '')`);
}
