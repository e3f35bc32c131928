import { and, asc, count, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { changeChecks, changeComments, changeReviews, reviewDelegations, users } from "../schema";

export type ChangeReviewRow = typeof changeReviews.$inferSelect;
export type ChangeCheckRow = typeof changeChecks.$inferSelect;
export type ChangeCommentRow = typeof changeComments.$inferSelect;

export async function insertChangeReview(db: Db, row: typeof changeReviews.$inferInsert): Promise<void> {
  await db.insert(changeReviews).values(row);
}

/** Oldest first. */
export function listChangeReviews(db: Db, params: { changeId: string }): Promise<ChangeReviewRow[]> {
  return db
    .select()
    .from(changeReviews)
    .where(eq(changeReviews.changeId, params.changeId))
    .orderBy(asc(changeReviews.at), asc(changeReviews.id));
}

export async function insertChangeComment(db: Db, row: typeof changeComments.$inferInsert): Promise<void> {
  await db.insert(changeComments).values(row);
}

/** Oldest first: what everybody sees, and what the reader keeps for a review. @param params.reader `kind:id` */
export function listChangeComments(
  db: Db,
  params: { changeId: string; reader: string },
): Promise<ChangeCommentRow[]> {
  const { changeId, reader } = params;
  return db
    .select()
    .from(changeComments)
    .where(
      and(
        eq(changeComments.changeId, changeId),
        or(eq(changeComments.pending, false), eq(changeComments.author, reader)),
      ),
    )
    .orderBy(asc(changeComments.id));
}

/** Makes what a reviewer has kept part of a review. @returns how many comments that were */
export async function sendPendingComments(
  db: Db,
  params: { changeId: string; author: string; reviewId: string },
): Promise<number> {
  const { changeId, author, reviewId } = params;
  const rows = await db
    .update(changeComments)
    .set({ pending: false, reviewId, at: sql`now()` })
    .where(pendingOf(changeId, author))
    .returning({ id: changeComments.id });
  return rows.length;
}

/** @returns false when the author keeps no such comment */
export async function deletePendingComment(
  db: Db,
  params: { changeId: string; id: string; author: string },
): Promise<boolean> {
  const { changeId, id, author } = params;
  const rows = await db
    .delete(changeComments)
    .where(and(eq(changeComments.id, id), pendingOf(changeId, author)))
    .returning({ id: changeComments.id });
  return rows.length > 0;
}

function pendingOf(changeId: string, author: string) {
  return and(
    eq(changeComments.changeId, changeId),
    eq(changeComments.author, author),
    eq(changeComments.pending, true),
  );
}

export async function countChangeComments(db: Db, params: { changeId: string }): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(changeComments)
    .where(eq(changeComments.changeId, params.changeId));
  return row?.count ?? 0;
}

/** A comment of a change that everybody can read, locked until the transaction ends. */
export async function findCommentForUpdate(
  db: Db,
  params: { changeId: string; id: string },
): Promise<{ author: string } | undefined> {
  const [row] = await db
    .select({ author: changeComments.author })
    .from(changeComments)
    .where(
      and(
        eq(changeComments.changeId, params.changeId),
        eq(changeComments.id, params.id),
        eq(changeComments.pending, false),
      ),
    )
    .for("update");
  return row;
}

export async function updateCommentResolved(
  db: Db,
  params: { id: string; resolvedBy: string | null },
): Promise<void> {
  await db
    .update(changeComments)
    .set({ resolvedBy: params.resolvedBy })
    .where(eq(changeComments.id, params.id));
}

/** Puts what the checks of a content found in place of what they found before. */
export async function replaceChangeChecks(
  db: Db,
  params: {
    changeId: string;
    contentHash: string;
    checks: readonly Omit<ChangeCheckRow, "changeId" | "contentHash" | "at">[];
  },
): Promise<void> {
  const { changeId, contentHash, checks } = params;
  await db
    .delete(changeChecks)
    .where(and(eq(changeChecks.changeId, changeId), eq(changeChecks.contentHash, contentHash)));
  if (checks.length === 0) return;
  await db.insert(changeChecks).values(checks.map((check) => ({ changeId, contentHash, ...check })));
}

export function listChangeChecks(
  db: Db,
  params: { changeId: string; contentHash: string },
): Promise<ChangeCheckRow[]> {
  return db
    .select()
    .from(changeChecks)
    .where(and(eq(changeChecks.changeId, params.changeId), eq(changeChecks.contentHash, params.contentHash)))
    .orderBy(changeChecks.name);
}

export async function insertReviewDelegation(
  db: Db,
  row: typeof reviewDelegations.$inferInsert,
): Promise<void> {
  await db.insert(reviewDelegations).values(row);
}

/** @returns false when the person has lent nothing of that id */
export async function deleteReviewDelegation(
  db: Db,
  params: { id: string; fromUser: string },
): Promise<boolean> {
  const rows = await db
    .delete(reviewDelegations)
    .where(and(eq(reviewDelegations.id, params.id), eq(reviewDelegations.fromUser, params.fromUser)))
    .returning({ id: reviewDelegations.id });
  return rows.length > 0;
}

/** Who has lent their right to a person, or to whom a person has lent it, and it has not run out. */
export function listReviewDelegations(db: Db, params: { toUser: string } | { fromUser: string }) {
  return db
    .select({
      id: reviewDelegations.id,
      fromUser: reviewDelegations.fromUser,
      toUser: reviewDelegations.toUser,
      until: reviewDelegations.until,
    })
    .from(reviewDelegations)
    .where(
      and(
        "toUser" in params
          ? eq(reviewDelegations.toUser, params.toUser)
          : eq(reviewDelegations.fromUser, params.fromUser),
        gt(reviewDelegations.until, sql`now()`),
      ),
    )
    .orderBy(reviewDelegations.until);
}

/** People as far as a review needs them. */
export function listReviewers(db: Db, params: { ids: readonly string[] }) {
  return db
    .select({ id: users.id, role: users.role, domains: users.domains, disabledAt: users.disabledAt })
    .from(users)
    .where(inArray(users.id, [...params.ids]));
}
