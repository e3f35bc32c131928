import { asc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { trustedIssuers } from "../schema";

export type TrustedIssuerRow = typeof trustedIssuers.$inferSelect;

export async function findTrustedIssuer(
  db: Db,
  params: { issuer: string },
): Promise<TrustedIssuerRow | undefined> {
  const [row] = await db
    .select()
    .from(trustedIssuers)
    .where(eq(trustedIssuers.issuer, params.issuer))
    .limit(1);
  return row;
}

export function listTrustedIssuerRows(db: Db, params: { limit: number }): Promise<TrustedIssuerRow[]> {
  return db.select().from(trustedIssuers).orderBy(asc(trustedIssuers.issuer)).limit(params.limit);
}

export async function upsertTrustedIssuer(
  db: Db,
  row: Pick<TrustedIssuerRow, "issuer" | "title" | "jwksUri" | "clientIds" | "createdBy">,
): Promise<void> {
  const { title, jwksUri, clientIds } = row;
  await db
    .insert(trustedIssuers)
    .values(row)
    .onConflictDoUpdate({ target: trustedIssuers.issuer, set: { title, jwksUri, clientIds } });
}

/** @returns false when there was none */
export async function deleteTrustedIssuer(db: Db, params: { issuer: string }): Promise<boolean> {
  const rows = await db
    .delete(trustedIssuers)
    .where(eq(trustedIssuers.issuer, params.issuer))
    .returning({ issuer: trustedIssuers.issuer });
  return rows.length === 1;
}
