import { eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { installation } from "../schema";

export async function findInstallationFact(db: Db, params: { name: string }): Promise<string | undefined> {
  const [row] = await db.select().from(installation).where(eq(installation.name, params.name)).limit(1);
  return row?.value;
}

export async function upsertInstallationFact(db: Db, params: { name: string; value: string }): Promise<void> {
  await db
    .insert(installation)
    .values(params)
    .onConflictDoUpdate({ target: installation.name, set: { value: params.value } });
}

/** One replica at a time sets the installation up, until the transaction ends. */
export async function lockInstallation(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('signalbox.installation'))`);
}
