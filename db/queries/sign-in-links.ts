import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { signInLinks } from "../schema";

export async function insertSignInLink(
  db: Db,
  params: { tokenHash: string; userId: string; lifetimeS: number },
): Promise<void> {
  await db.insert(signInLinks).values({
    tokenHash: params.tokenHash,
    userId: params.userId,
    expiresAt: sql`now() + ${params.lifetimeS} * interval '1 second'`,
  });
}

/** Uses a link up: of any number of attempts at once, one gets the user's id. */
export async function updateSignInLinkUsed(
  db: Db,
  params: { tokenHash: string },
): Promise<{ userId: string } | undefined> {
  const [row] = await db
    .update(signInLinks)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(signInLinks.tokenHash, params.tokenHash),
        isNull(signInLinks.usedAt),
        sql`${signInLinks.expiresAt} > now()`,
      ),
    )
    .returning({ userId: signInLinks.userId });
  return row;
}

/** Takes back the links of a person that were not used. */
export async function deleteUnusedSignInLinks(db: Db, params: { userId: string }): Promise<void> {
  await db.delete(signInLinks).where(and(eq(signInLinks.userId, params.userId), isNull(signInLinks.usedAt)));
}

export async function hasUsedSignInLink(db: Db, params: { userId: string }): Promise<boolean> {
  const rows = await db
    .select({ tokenHash: signInLinks.tokenHash })
    .from(signInLinks)
    .where(and(eq(signInLinks.userId, params.userId), isNotNull(signInLinks.usedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Used ones stay: they say that the first admin has signed in. */
export async function deleteExpiredSignInLinks(db: Db): Promise<void> {
  await db.delete(signInLinks).where(and(isNull(signInLinks.usedAt), sql`${signInLinks.expiresAt} < now()`));
}
