import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, domains, users } from "../schema";

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

/** By name, each with how many assets it has and how many people govern it. */
export function listDomains(db: Db) {
  const assetCount = sql<number>`(select count(*)::int from assets a where a.domain = domains.name)`;
  const peopleCount = sql<number>`(select count(*)::int from users u where domains.name = any(u.domains) and u.disabled_at is null)`;
  return db
    .select({ ...columns, assets: assetCount, people: peopleCount })
    .from(domains)
    .orderBy(domains.name);
}

/** Who governs a domain and is not shut out, the oldest account first. */
export function listPeopleOfDomain(db: Db, params: { name: string; limit: number }) {
  return db
    .select({ id: users.id, name: users.name, role: users.role })
    .from(users)
    .where(and(isNull(users.disabledAt), sql`${params.name} = any(${users.domains})`))
    .orderBy(asc(users.id))
    .limit(params.limit);
}

/** The domains for which a person is the contact, by name. */
export async function listDomainsOfContact(db: Db, params: { email: string }): Promise<string[]> {
  const rows = await db
    .select({ name: domains.name })
    .from(domains)
    .where(eq(sql`lower(${domains.contact})`, params.email.toLowerCase()))
    .orderBy(domains.name);
  return rows.map(({ name }) => name);
}

/** How many assets a domain has of each kind, the most first. */
export function countAssetsByDomain(db: Db, params: { name: string }) {
  return db
    .select({ kind: assets.kind, count: count() })
    .from(assets)
    .where(eq(assets.domain, params.name))
    .groupBy(assets.kind)
    .orderBy(desc(count()), asc(assets.kind));
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
