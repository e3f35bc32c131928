import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { clients, consents } from "../schema";

export interface ConsentRow {
  clientId: string;
  title: string;
  redirectUris: string[];
  scopes: string[];
  givenAt: Date;
}

const COLUMNS = {
  clientId: consents.clientId,
  title: clients.title,
  redirectUris: clients.redirectUris,
  scopes: consents.scopes,
  givenAt: consents.givenAt,
};

export async function findConsent(
  db: Db,
  params: { userId: string; clientId: string },
): Promise<ConsentRow | undefined> {
  const [row] = await db
    .select(COLUMNS)
    .from(consents)
    .innerJoin(clients, eq(clients.clientId, consents.clientId))
    .where(and(eq(consents.userId, params.userId), eq(consents.clientId, params.clientId)))
    .limit(1);
  return row;
}

/** What a person has agreed to, the latest first. */
export function listConsents(db: Db, params: { userId: string; limit: number }): Promise<ConsentRow[]> {
  return db
    .select(COLUMNS)
    .from(consents)
    .innerJoin(clients, eq(clients.clientId, consents.clientId))
    .where(eq(consents.userId, params.userId))
    .orderBy(desc(consents.givenAt))
    .limit(params.limit);
}

export async function upsertConsent(
  db: Db,
  params: { userId: string; clientId: string; scopes: string[] },
): Promise<void> {
  await db
    .insert(consents)
    .values(params)
    .onConflictDoUpdate({
      target: [consents.userId, consents.clientId],
      set: { scopes: params.scopes, givenAt: sql`clock_timestamp()` },
    });
}

/** @returns false when there was none */
export async function deleteConsent(db: Db, params: { userId: string; clientId: string }): Promise<boolean> {
  const rows = await db
    .delete(consents)
    .where(and(eq(consents.userId, params.userId), eq(consents.clientId, params.clientId)))
    .returning({ clientId: consents.clientId });
  return rows.length === 1;
}
