import { and, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, certificates } from "../schema";

export type CertificateRow = typeof certificates.$inferSelect;

export async function insertCertificate(db: Db, row: typeof certificates.$inferInsert): Promise<void> {
  await db.insert(certificates).values(row);
}

/** Newest first. */
export function listCertificates(
  db: Db,
  params: { assetId: string; limit: number },
): Promise<CertificateRow[]> {
  return db
    .select()
    .from(certificates)
    .where(eq(certificates.assetId, params.assetId))
    .orderBy(desc(certificates.issuedAt), desc(certificates.id))
    .limit(params.limit);
}

/** What was altered, as far as certificates depend on it. */
export type AlteredPart =
  /** An asset that certificates are bound to, or that their suites rest on. */
  | { kind: string; name: string }
  /** What concerns every certificate of a domain's assets. */
  | { domain: string }
  /** What concerns all of them. */
  | "everything";

/** Valid certificates that an alteration may concern, locked, with the assets that they are for, locked as well. */
export async function listValidCertificates(
  db: Db,
  altered: AlteredPart,
): Promise<(CertificateRow & { kind: string; name: string; domain: string })[]> {
  const concerned = await db
    .select({ assetId: certificates.assetId })
    .from(certificates)
    .innerJoin(assets, eq(assets.id, certificates.assetId))
    .where(and(eq(certificates.state, "valid"), concernedBy(altered)));
  if (concerned.length === 0) return [];
  const assetIds = concerned.map(({ assetId }) => assetId);
  // The assets before their certificates, as whoever writes an asset holds it already, and what is named (prompts, models, servers) before the agents that name it.
  await db
    .select({ id: assets.id })
    .from(assets)
    .where(inArray(assets.id, assetIds))
    .orderBy(desc(assets.kind), assets.id)
    .for("update");
  const rows = await db
    .select({ certificate: certificates, kind: assets.kind, name: assets.name, domain: assets.domain })
    .from(certificates)
    .innerJoin(assets, eq(assets.id, certificates.assetId))
    .where(and(eq(certificates.state, "valid"), inArray(certificates.assetId, assetIds)))
    .orderBy(certificates.id)
    .for("update", { of: certificates });
  return rows.map(({ certificate, ...asset }) => ({ ...certificate, ...asset }));
}

function concernedBy(altered: AlteredPart): SQL | undefined {
  if (altered === "everything") return undefined;
  if ("domain" in altered) return eq(assets.domain, altered.domain);
  const named = JSON.stringify([{ kind: altered.kind, name: altered.name }]);
  return or(sql`${certificates.bound} @> ${named}::jsonb`, sql`${certificates.suites} @> ${named}::jsonb`);
}

const LOCK = sql`hashtext('signalbox.certificates')`;

/**
 * Held until the transaction ends by whoever alters what certificates depend on, after the alteration and before certificates are looked at. Many may hold it at once, but none while a certificate is given: it then sees either
 * the alteration, or is seen by it.
 */
export async function lockAlteration(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock_shared(${LOCK})`);
}

/** Held until the transaction ends by whoever gives a certificate, before they look at what it depends on. Waits for alterations under way. */
export async function lockCertifying(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
}

/** Which suites, with what they name, a certificate rests on. */
export async function updateCertificateSuites(
  db: Db,
  params: { id: string; suites: readonly { kind: string; name: string }[] },
): Promise<void> {
  await db
    .update(certificates)
    .set({ suites: [...params.suites] })
    .where(eq(certificates.id, params.id));
}

export async function suspendCertificate(
  db: Db,
  params: { id: string; reasons: readonly string[]; change: number | null },
): Promise<void> {
  const { id, reasons, change } = params;
  await db
    .update(certificates)
    .set({ state: "suspended", reasons: [...reasons], change, since: sql`clock_timestamp()` })
    .where(eq(certificates.id, id));
}

/** Whether policies see an asset as certified. The stamp of the registry moves, so every replica hears of it. */
export async function updateCertified(
  db: Db,
  params: { assetId: string; certified: boolean },
): Promise<void> {
  await db
    .update(assets)
    .set({
      certifiedAt: params.certified ? sql`now()` : null,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(assets.id, params.assetId));
}

/** A change in force that put a version of an asset, or that asked for its certificate, and who approved exactly its content without having a hand in it. */
export interface ReviewedItem {
  number: number;
  exempt: string | null;
  op: string;
  /** The version that it put; null for a request. */
  version: number | null;
  digest: string | null;
  /** Of everything that a request named; null for a version. */
  boundDigest: string | null;
  approvers: string[];
}

/** @param params.also a change that is being put in force now */
export async function listReviewedItems(
  db: Db,
  params: { kind: string; name: string; also?: number | undefined },
): Promise<ReviewedItem[]> {
  const { kind, name, also } = params;
  const rows = await db.execute<{
    number: string;
    exempt: string | null;
    op: string;
    version: number | null;
    digest: string | null;
    bound_digest: string | null;
    approvers: string[];
  }>(sql`
    select c.number::text as number, c.exempt, i.op, v.version, v.digest,
      case when i.op = 'certify' then i.body->>'boundDigest' end as bound_digest,
      array(
        select last.reviewer from (
          select distinct on (r.reviewer) r.reviewer, r.verdict, r.content_hash
          from change_reviews r where r.change_id = c.id order by r.reviewer, r.at desc, r.id desc
        ) last
        where last.verdict = 'approve' and last.content_hash = c.content_hash
          and not (last.reviewer = any(c.editors || c.author || c.subject))
      ) as approvers
    from change_items i
    join changes c on c.id = i.change_id
    left join assets a on a.kind = i.kind and a.name = i.name
    left join asset_versions v on v.asset_id = a.id and v.version = i.applied_version
    where i.kind = ${kind} and i.name = ${name} and i.op in ('put', 'certify')
      and (c.state = 'applied' or c.number = ${also ?? null}::bigint)
    order by c.number desc
    limit 500`);
  return rows.map(({ number, bound_digest, ...row }) => ({
    ...row,
    number: Number(number),
    boundDigest: bound_digest,
  }));
}

/** The open change in which the mesh itself asks for an asset's certificate, locked. */
export async function findMeshRequest(
  db: Db,
  params: { kind: string; name: string; author: string },
): Promise<{ id: string; number: number; state: string; revision: number; title: string } | undefined> {
  const [row] = await db.execute<{
    id: string;
    number: string;
    state: string;
    revision: number;
    title: string;
  }>(sql`
    select c.id, c.number::text as number, c.state, c.revision, c.title
    from changes c
    where c.author = ${params.author} and c.state in ('draft', 'review', 'approved', 'scheduled')
      and exists (select 1 from change_items i where i.change_id = c.id and i.op = 'certify'
        and i.kind = ${params.kind} and i.name = ${params.name})
    order by c.number desc limit 1 for update`);
  return row && { ...row, number: Number(row.number) };
}
