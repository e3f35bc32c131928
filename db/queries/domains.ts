import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { domains } from "../schema";

const columns = {
  name: domains.name,
  title: domains.title,
  contact: domains.contact,
  createdAt: domains.createdAt,
};

export async function findDomain(db: Db, name: string) {
  const [row] = await db.select(columns).from(domains).where(eq(domains.name, name));
  return row;
}

export function listDomains(db: Db) {
  return db.select(columns).from(domains).orderBy(domains.name);
}

/** @returns false when the domain was there and is as given now */
export async function insertDomain(
  db: Db,
  params: { name: string; title: string; contact?: string | undefined },
): Promise<boolean> {
  const rows = await db
    .insert(domains)
    .values(params)
    .onConflictDoNothing()
    .returning({ name: domains.name });
  return rows.length > 0;
}

export async function updateDomain(
  db: Db,
  params: { name: string; title: string; contact?: string | undefined },
): Promise<void> {
  await db
    .update(domains)
    .set({ title: params.title, contact: params.contact ?? null })
    .where(eq(domains.name, params.name));
}
