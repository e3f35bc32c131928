import { inArray, sql } from "drizzle-orm";
import type { Db } from "../client";
import { signInFailures } from "../schema";

/** Counts an attempt before it is made, so that a burst cannot slip past the limit. @returns attempts in the current window, this one included */
export async function incrementSignInAttempts(
  db: Db,
  params: { key: string; windowS: number },
): Promise<{ count: number; resetAt: Date }> {
  const { key, windowS } = params;
  const end = sql`now() + ${windowS} * interval '1 second'`;
  const [row] = await db
    .insert(signInFailures)
    .values({ key, count: 1, resetAt: end })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: {
        count: sql`case when ${signInFailures.resetAt} < now() then 1 else ${signInFailures.count} + 1 end`,
        resetAt: sql`case when ${signInFailures.resetAt} < now() then ${end} else ${signInFailures.resetAt} end`,
      },
    })
    .returning({ count: signInFailures.count, resetAt: signInFailures.resetAt });
  return row as { count: number; resetAt: Date };
}

export async function deleteSignInFailures(db: Db, params: { keys: string[] }): Promise<void> {
  await db.delete(signInFailures).where(inArray(signInFailures.key, params.keys));
}

export async function deleteExpiredSignInFailures(db: Db): Promise<void> {
  await db.delete(signInFailures).where(sql`${signInFailures.resetAt} < now()`);
}
