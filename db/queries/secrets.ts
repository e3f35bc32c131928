import { eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { secrets } from "../schema";

export type SecretRow = typeof secrets.$inferSelect;

export async function findSecret(db: Db, params: { name: string }): Promise<SecretRow | undefined> {
  const [row] = await db.select().from(secrets).where(eq(secrets.name, params.name)).limit(1);
  return row;
}

/** Names only; a value is never listed. */
export function listSecretNames(
  db: Db,
  params: { limit: number },
): Promise<Pick<SecretRow, "name" | "updatedAt">[]> {
  return db
    .select({ name: secrets.name, updatedAt: secrets.updatedAt })
    .from(secrets)
    .orderBy(secrets.name)
    .limit(params.limit);
}

/** Writes a secret and tells every replica at commit which one changed. */
export async function upsertSecret(
  db: Db,
  params: { name: string; ciphertext: Buffer; keyId: string },
): Promise<void> {
  await db
    .insert(secrets)
    .values(params)
    .onConflictDoUpdate({
      target: secrets.name,
      set: { ciphertext: params.ciphertext, keyId: params.keyId, updatedAt: sql`now()` },
    });
  await db.execute(sql`select pg_notify('signalbox_secrets', ${params.name})`);
}

/** @returns whether there was one */
export async function deleteSecret(db: Db, params: { name: string }): Promise<boolean> {
  const rows = await db
    .delete(secrets)
    .where(eq(secrets.name, params.name))
    .returning({ name: secrets.name });
  await db.execute(sql`select pg_notify('signalbox_secrets', ${params.name})`);
  return rows.length > 0;
}
