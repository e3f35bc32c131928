import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { authorizationCodes, authorizations, refreshTokens } from "../schema";

export type AuthorizationRow = typeof authorizations.$inferSelect;

/** What was handed out of an authorization and can be used once, with the authorization itself. */
export interface OneTimeRow {
  authorization: AuthorizationRow;
  usedAt: Date | null;
  expiresAt: Date;
}

export async function insertAuthorization(db: Db, row: typeof authorizations.$inferInsert): Promise<void> {
  await db.insert(authorizations).values(row);
}

export async function insertAuthorizationCode(
  db: Db,
  row: typeof authorizationCodes.$inferInsert,
): Promise<void> {
  await db.insert(authorizationCodes).values(row);
}

export async function insertRefreshToken(db: Db, row: typeof refreshTokens.$inferInsert): Promise<void> {
  await db.insert(refreshTokens).values(row);
}

/** A code with its authorization, both locked until the transaction ends: of two uses at once the second sees the first. */
export async function findCodeForUpdate(
  db: Db,
  params: { codeHash: string },
): Promise<(OneTimeRow & { redirectUri: string; codeChallenge: string }) | undefined> {
  const [row] = await db
    .select({
      authorization: authorizations,
      usedAt: authorizationCodes.usedAt,
      expiresAt: authorizationCodes.expiresAt,
      redirectUri: authorizationCodes.redirectUri,
      codeChallenge: authorizationCodes.codeChallenge,
    })
    .from(authorizationCodes)
    .innerJoin(authorizations, eq(authorizations.id, authorizationCodes.authorizationId))
    .where(eq(authorizationCodes.codeHash, params.codeHash))
    .limit(1)
    .for("update");
  return row;
}

/** The same for a refresh token. */
export async function findRefreshTokenForUpdate(
  db: Db,
  params: { tokenHash: string },
): Promise<OneTimeRow | undefined> {
  const [row] = await db
    .select({
      authorization: authorizations,
      usedAt: refreshTokens.usedAt,
      expiresAt: refreshTokens.expiresAt,
    })
    .from(refreshTokens)
    .innerJoin(authorizations, eq(authorizations.id, refreshTokens.authorizationId))
    .where(eq(refreshTokens.tokenHash, params.tokenHash))
    .limit(1)
    .for("update");
  return row;
}

export async function updateCodeUsed(db: Db, params: { codeHash: string }): Promise<void> {
  await db
    .update(authorizationCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(eq(authorizationCodes.codeHash, params.codeHash));
}

export async function updateRefreshTokenUsed(db: Db, params: { tokenHash: string }): Promise<void> {
  await db
    .update(refreshTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(eq(refreshTokens.tokenHash, params.tokenHash));
}

export async function updateAuthorizationKey(
  db: Db,
  params: { id: string; keyThumbprint: string },
): Promise<void> {
  await db
    .update(authorizations)
    .set({ keyThumbprint: params.keyThumbprint })
    .where(eq(authorizations.id, params.id));
}

/** @returns the ids of those that were live until now */
export async function updateAuthorizationsRevoked(
  db: Db,
  params: { id?: string; userId?: string; clientId?: string },
): Promise<string[]> {
  const { id, userId, clientId } = params;
  const rows = await db
    .update(authorizations)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        isNull(authorizations.revokedAt),
        id === undefined ? undefined : eq(authorizations.id, id),
        userId === undefined ? undefined : eq(authorizations.userId, userId),
        clientId === undefined ? undefined : eq(authorizations.clientId, clientId),
      ),
    )
    .returning({ id: authorizations.id });
  return rows.map((row) => row.id);
}

export async function deleteExpiredAuthorizations(db: Db, params: { before: Date }): Promise<void> {
  await db.delete(authorizations).where(lt(authorizations.expiresAt, params.before));
  await db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, params.before));
}
