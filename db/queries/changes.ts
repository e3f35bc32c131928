import {
  and,
  arrayContains,
  count,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../client";
import { changeItems, changes } from "../schema";

export type ChangeRow = typeof changes.$inferSelect;
export type NewChange = Omit<typeof changes.$inferInsert, "number">;
export type ChangeItemRow = typeof changeItems.$inferSelect;

/** @returns its number */
export async function insertChange(db: Db, row: NewChange): Promise<number> {
  const [inserted] = await db.insert(changes).values(row).returning({ number: changes.number });
  if (!inserted) throw new Error("the inserted change is not returned");
  return inserted.number;
}

export async function findChange(db: Db, params: { number: number }): Promise<ChangeRow | undefined> {
  const [row] = await db.select().from(changes).where(eq(changes.number, params.number)).limit(1);
  return row;
}

/** The row, locked until the transaction ends: whoever decides on a change decides on what stands there then. */
export async function findChangeForUpdate(
  db: Db,
  params: { number: number },
): Promise<ChangeRow | undefined> {
  const [row] = await db.select().from(changes).where(eq(changes.number, params.number)).for("update");
  return row;
}

export async function findChangeById(db: Db, params: { id: string }): Promise<ChangeRow | undefined> {
  const [row] = await db.select().from(changes).where(eq(changes.id, params.id)).limit(1);
  return row;
}

export async function updateChange(
  db: Db,
  params: { id: string; set: Partial<Omit<NewChange, "id">> },
): Promise<void> {
  await db
    .update(changes)
    .set({ ...params.set, updatedAt: sql`clock_timestamp()` })
    .where(eq(changes.id, params.id));
}

export interface ChangeFilter {
  states?: readonly string[] | undefined;
  /** `kind:id`: changes that this party asked for. */
  author?: string | undefined;
  /** Changes of others only. */
  notAuthor?: string | undefined;
  domain?: string | undefined;
  asset?: { kind: string; name: string } | undefined;
  /** False leaves out what was put in force without a review. */
  withExempt?: boolean | undefined;
}

/** Newest first, after the last one of the page before. */
export function listChangeRows(
  db: Db,
  params: ChangeFilter & { before?: number | undefined; limit: number },
): Promise<ChangeRow[]> {
  return db
    .select()
    .from(changes)
    .where(
      and(matches(db, params), params.before === undefined ? undefined : lt(changes.number, params.before)),
    )
    .orderBy(desc(changes.number))
    .limit(params.limit);
}

export async function countChanges(db: Db, params: ChangeFilter): Promise<number> {
  const [row] = await db.select({ count: count() }).from(changes).where(matches(db, params));
  return row?.count ?? 0;
}

function matches(db: Db, filter: ChangeFilter) {
  const { states, author, notAuthor, domain, asset, withExempt = true } = filter;
  return and(
    states ? inArray(changes.state, [...states]) : undefined,
    author ? or(eq(changes.author, author), eq(changes.subject, author)) : undefined,
    notAuthor ? and(ne(changes.author, notAuthor), ne(changes.subject, notAuthor)) : undefined,
    domain ? arrayContains(changes.domains, [domain]) : undefined,
    withExempt ? undefined : isNull(changes.exempt),
    asset
      ? inArray(
          changes.id,
          db
            .select({ id: changeItems.changeId })
            .from(changeItems)
            .where(and(eq(changeItems.kind, asset.kind), eq(changeItems.name, asset.name))),
        )
      : undefined,
  );
}

/** Changes whose hour has come, locked; those that another replica works on are left to it. */
export function claimDueChanges(db: Db, params: Claim): Promise<ChangeRow[]> {
  return claim(db, params, changes.applyAt, eq(changes.state, "scheduled"));
}

/** Changes that a share of the calls gets and whose time is over, locked. */
export function claimExpiredCanaries(db: Db, params: Claim): Promise<ChangeRow[]> {
  return claim(db, params, changes.canaryUntil, eq(changes.state, "canary"));
}

/** Changes that were put in force without approvals and that nobody has reviewed in time, locked. */
export function claimOverdueChanges(db: Db, params: Claim): Promise<ChangeRow[]> {
  const unreviewed = and(eq(changes.state, "applied"), isNull(changes.afterReviewedAt));
  return claim(db, params, changes.breakGlassUntil, unreviewed);
}

interface Claim {
  limit: number;
  except?: readonly string[];
}

/** Those whose time at `due` has come, the longest waiting first, without what another replica works on. */
function claim(db: Db, { limit, except = [] }: Claim, due: AnyPgColumn, which: SQL | undefined) {
  return db
    .select()
    .from(changes)
    .where(and(which, lte(due, sql`now()`), notInArray(changes.id, [...except])))
    .orderBy(due)
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** What changes did to an asset before an instant, the latest first, each with what its review depends on. */
export function listAppliedItems(
  db: Db,
  params: { kind: string; name: string; before: Date; limit: number },
): Promise<(ChangeItemRow & Pick<ChangeRow, "breakGlassUntil" | "afterReviewedAt">)[]> {
  const { kind, name, before, limit } = params;
  return db
    .select({
      ...getTableColumns(changeItems),
      breakGlassUntil: changes.breakGlassUntil,
      afterReviewedAt: changes.afterReviewedAt,
    })
    .from(changeItems)
    .innerJoin(changes, eq(changes.id, changeItems.changeId))
    .where(and(eq(changeItems.kind, kind), eq(changeItems.name, name), lt(changes.appliedAt, before)))
    .orderBy(desc(changes.appliedAt))
    .limit(limit);
}

/** Emergency changes of others whose review is still owed, the most urgent first. */
export async function listOwedReviews(
  db: Db,
  params: { notAuthor: string; limit: number },
): Promise<{ number: number; title: string; dueAt: Date }[]> {
  const rows = await db
    .select({ number: changes.number, title: changes.title, dueAt: changes.breakGlassUntil })
    .from(changes)
    .where(
      and(
        eq(changes.state, "applied"),
        isNull(changes.afterReviewedAt),
        isNotNull(changes.breakGlassUntil),
        ne(changes.author, params.notAuthor),
      ),
    )
    .orderBy(changes.breakGlassUntil)
    .limit(params.limit);
  return rows.flatMap(({ dueAt, ...row }) => (dueAt ? [{ ...row, dueAt }] : []));
}

export async function insertChangeItems(
  db: Db,
  rows: readonly (typeof changeItems.$inferInsert)[],
): Promise<void> {
  await db.insert(changeItems).values([...rows]);
}

export async function deleteChangeItems(db: Db, params: { changeId: string }): Promise<void> {
  await db.delete(changeItems).where(eq(changeItems.changeId, params.changeId));
}

export function listChangeItems(db: Db, params: { changeIds: readonly string[] }): Promise<ChangeItemRow[]> {
  return db
    .select()
    .from(changeItems)
    .where(inArray(changeItems.changeId, [...params.changeIds]))
    .orderBy(changeItems.changeId, changeItems.position);
}

/** What the items are about, without their content. */
export function listChangeSubjects(db: Db, params: { changeIds: readonly string[] }) {
  return db
    .select({
      changeId: changeItems.changeId,
      position: changeItems.position,
      kind: changeItems.kind,
      name: changeItems.name,
      domain: changeItems.domain,
      op: changeItems.op,
      baseVersion: changeItems.baseVersion,
    })
    .from(changeItems)
    .where(inArray(changeItems.changeId, [...params.changeIds]))
    .orderBy(changeItems.changeId, changeItems.position);
}

export async function updateAppliedVersion(
  db: Db,
  params: { changeId: string; position: number; version: number },
): Promise<void> {
  await db
    .update(changeItems)
    .set({ appliedVersion: params.version })
    .where(and(eq(changeItems.changeId, params.changeId), eq(changeItems.position, params.position)));
}

/** The newest change that asks to take another one back and was not withdrawn. */
export async function findRevertOf(db: Db, params: { id: string }): Promise<ChangeRow | undefined> {
  const [row] = await db
    .select()
    .from(changes)
    .where(and(eq(changes.reverts, params.id), ne(changes.state, "withdrawn")))
    .orderBy(desc(changes.number))
    .limit(1);
  return row;
}
