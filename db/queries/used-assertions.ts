import { lt } from "drizzle-orm";
import type { Db } from "../client";
import { usedAssertions } from "../schema";

/** @returns false when the assertion was used before */
export async function insertUsedAssertion(
  db: Db,
  params: { jti: string; expiresAt: Date },
): Promise<boolean> {
  const rows = await db
    .insert(usedAssertions)
    .values(params)
    .onConflictDoNothing()
    .returning({ jti: usedAssertions.jti });
  return rows.length === 1;
}

export async function deleteExpiredAssertions(db: Db, params: { before: Date }): Promise<void> {
  await db.delete(usedAssertions).where(lt(usedAssertions.expiresAt, params.before));
}
