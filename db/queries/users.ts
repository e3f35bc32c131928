import { and, asc, count, eq, gt, ilike, isNull, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { users } from "../schema";

export type UserRow = typeof users.$inferSelect;

export async function findUser(db: Db, params: { id: string }): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, params.id)).limit(1);
  return row;
}

/** The row, locked until the transaction ends. */
export async function findUserForUpdate(db: Db, params: { id: string }): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, params.id)).limit(1).for("update");
  return row;
}

export async function findUserByEmail(db: Db, params: { email: string }): Promise<UserRow | undefined> {
  const [row] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, params.email.toLowerCase()))
    .limit(1);
  return row;
}

export async function findUserByOidcSubject(
  db: Db,
  params: { oidcSubject: string },
): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.oidcSubject, params.oidcSubject)).limit(1);
  return row;
}

/** By id, which is also by age, after the last one of the page before. */
export function listUserRows(
  db: Db,
  params: {
    after: string | undefined;
    /** Part of the name or the e-mail address. */
    q?: string | undefined;
    role?: string | undefined;
    limit: number;
  },
): Promise<UserRow[]> {
  const { after, q, role } = params;
  const part = q === undefined ? undefined : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .select()
    .from(users)
    .where(
      and(
        after === undefined ? undefined : gt(users.id, after),
        role === undefined ? undefined : eq(users.role, role),
        part === undefined ? undefined : or(ilike(users.name, part), ilike(users.email, part)),
      ),
    )
    .orderBy(asc(users.id))
    .limit(params.limit);
}

/** Names of those who have the role and are not shut out, the oldest account first. */
export function listNamesByRole(
  db: Db,
  params: { role: UserRow["role"]; limit: number },
): Promise<Pick<UserRow, "name">[]> {
  return db
    .select({ name: users.name })
    .from(users)
    .where(and(isNull(users.disabledAt), eq(users.role, params.role)))
    .orderBy(asc(users.id))
    .limit(params.limit);
}

/** @returns undefined when the e-mail address has an account already */
export async function insertUser(db: Db, row: typeof users.$inferInsert): Promise<UserRow | undefined> {
  const [inserted] = await db.insert(users).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function updateUser(
  db: Db,
  params: {
    id: string;
    set: Partial<Pick<UserRow, "passwordHash" | "role" | "domains" | "name" | "oidcSubject">>;
  },
): Promise<void> {
  await db.update(users).set(params.set).where(eq(users.id, params.id));
}

export async function updateUserDisabled(db: Db, params: { id: string; disabled: boolean }): Promise<void> {
  await db
    .update(users)
    .set({ disabledAt: params.disabled ? sql`clock_timestamp()` : null })
    .where(eq(users.id, params.id));
}

export async function countUsers(db: Db): Promise<number> {
  const [row] = await db.select({ n: count() }).from(users);
  return row?.n ?? 0;
}

/** One change of rights at a time, until the transaction ends: two admins must not be able to remove each other at once. */
export async function lockUserRights(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('signalbox.user-rights'))`);
}

/** Admins that may sign in. */
export function listActiveAdmins(db: Db): Promise<{ id: string }[]> {
  return db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt)));
}
