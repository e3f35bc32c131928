import { and, asc, eq, gt, ilike, lt, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { clients } from "../schema";

export type ClientRow = typeof clients.$inferSelect;

export async function findClient(db: Db, params: { clientId: string }): Promise<ClientRow | undefined> {
  const [row] = await db.select().from(clients).where(eq(clients.clientId, params.clientId)).limit(1);
  return row;
}

/** The row, locked until the transaction ends. */
export async function findClientForUpdate(
  db: Db,
  params: { clientId: string },
): Promise<ClientRow | undefined> {
  const [row] = await db
    .select()
    .from(clients)
    .where(eq(clients.clientId, params.clientId))
    .limit(1)
    .for("update");
  return row;
}

/** By client id, after the last one of the page before. */
export function listClientRows(
  db: Db,
  params: {
    kind: string | undefined;
    agentName: string | undefined;
    /** Part of the id, the title or the agent's name. */
    q?: string | undefined;
    after: string | undefined;
    limit: number;
  },
): Promise<ClientRow[]> {
  const part = params.q === undefined ? undefined : `%${params.q.replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .select()
    .from(clients)
    .where(
      and(
        params.kind === undefined ? undefined : eq(clients.kind, params.kind),
        params.agentName === undefined ? undefined : eq(clients.agentName, params.agentName),
        params.after === undefined ? undefined : gt(clients.clientId, params.after),
        part === undefined
          ? undefined
          : or(ilike(clients.clientId, part), ilike(clients.title, part), ilike(clients.agentName, part)),
      ),
    )
    .orderBy(asc(clients.clientId))
    .limit(params.limit);
}

export async function insertClient(db: Db, row: typeof clients.$inferInsert): Promise<ClientRow> {
  const [inserted] = await db.insert(clients).values(row).returning();
  return inserted as ClientRow;
}

export async function updateClient(
  db: Db,
  params: {
    clientId: string;
    set: Partial<Pick<ClientRow, "secretHash" | "jwks" | "roles" | "mayActFor" | "title">>;
  },
): Promise<void> {
  await db.update(clients).set(params.set).where(eq(clients.clientId, params.clientId));
}

export async function updateClientDisabled(
  db: Db,
  params: { clientId: string; disabled: boolean },
): Promise<void> {
  await db
    .update(clients)
    .set({ disabledAt: params.disabled ? sql`clock_timestamp()` : null })
    .where(eq(clients.clientId, params.clientId));
}

export async function updateClientUsed(db: Db, params: { clientId: string }): Promise<void> {
  await db.update(clients).set({ lastUsedAt: sql`now()` }).where(eq(clients.clientId, params.clientId));
}

/** Puts an app that describes itself at its own address on file, as it describes itself now. A disabled one stays disabled. */
export async function upsertDocumentedApp(
  db: Db,
  row: { clientId: string; title: string; redirectUris: string[] },
): Promise<void> {
  const { title, redirectUris } = row;
  await db
    .insert(clients)
    .values({ ...row, kind: "app", roles: ["agent"], createdBy: "mesh:document" })
    .onConflictDoUpdate({ target: clients.clientId, set: { title, redirectUris } });
}

/** Deletes apps that registered themselves and that nobody has agreed to. */
export async function deleteUnusedApps(db: Db, params: { before: Date }): Promise<void> {
  await db
    .delete(clients)
    .where(
      and(
        eq(clients.kind, "app"),
        eq(clients.createdBy, SELF_REGISTERED),
        lt(clients.createdAt, params.before),
        sql`not exists (select from consents where consents.client_id = ${clients.clientId})`,
        sql`not exists (select from authorizations where authorizations.client_id = ${clients.clientId})`,
      ),
    );
}

/** `created_by` of an app that registered itself. */
export const SELF_REGISTERED = "mesh:registration";
