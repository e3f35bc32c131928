import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../client";
import { assets, calls, clients, suiteResults, users } from "../schema";

const suites = alias(assets, "suites");

const columns = {
  id: suiteResults.id,
  suite: suites.name,
  suiteVersion: suiteResults.suiteVersion,
  suiteDigest: suiteResults.suiteDigest,
  suiteLive: sql<boolean>`${suites.liveVersion} = ${suiteResults.suiteVersion}`,
  kind: assets.kind,
  name: assets.name,
  version: suiteResults.version,
  digest: suiteResults.digest,
  live: sql<boolean>`${assets.liveVersion} = ${suiteResults.version}`,
  passed: suiteResults.passed,
  failed: suiteResults.failed,
  errors: suiteResults.errors,
  passAt: suiteResults.passAt,
  isPass: suiteResults.isPass,
  score: suiteResults.score,
  ranAt: suiteResults.ranAt,
  runner: suiteResults.runner,
  link: suiteResults.link,
  traces: suiteResults.traces,
  provingCalls: suiteResults.provingCalls,
  recordedBy: suiteResults.recordedBy,
  /** As people and programs are called now; null for what is gone or has no name of its own. */
  recordedByName: sql<string | null>`case
    when ${suiteResults.recordedBy} ~ '^user:[0-9a-f-]{36}$'
      then (select ${users.name} from ${users} where ${users.id} = substr(${suiteResults.recordedBy}, 6)::uuid)
    when ${suiteResults.recordedBy} like 'service:%'
      then (select ${clients.title} from ${clients} where ${clients.clientId} = substr(${suiteResults.recordedBy}, 9))
    end`,
  recordedAt: suiteResults.recordedAt,
};

/** What is bound and what the result rests on, for saying why it does not count. */
const withParts = { ...columns, basis: suiteResults.basis, bound: suiteResults.bound };

const ofSuite = eq(suites.id, suiteResults.suiteId);
const ofAsset = eq(assets.id, suiteResults.assetId);

export type SuiteResultRow = Awaited<ReturnType<typeof listSuiteResults>>[number];
export type SuiteResultWithParts = NonNullable<Awaited<ReturnType<typeof findLatestResult>>>;

/** Holds the suite as it is and then what was evaluated, until the transaction ends: in the order in which a write of the suite comes to the certificates that rest on it. */
export async function lockForResult(db: Db, params: { suiteId: string; assetId: string }): Promise<void> {
  const { suiteId, assetId } = params;
  await db.select({ id: assets.id }).from(assets).where(eq(assets.id, suiteId)).for("key share");
  await db.select({ id: assets.id }).from(assets).where(eq(assets.id, assetId)).for("update");
}

/** @returns false when the same was recorded before */
export async function insertSuiteResult(db: Db, row: typeof suiteResults.$inferInsert): Promise<boolean> {
  const rows = await db
    .insert(suiteResults)
    .values(row)
    .onConflictDoNothing({ target: suiteResults.contentDigest })
    .returning({ id: suiteResults.id });
  return rows.length > 0;
}

export async function findResultIdByContent(
  db: Db,
  params: { contentDigest: string },
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: suiteResults.id })
    .from(suiteResults)
    .where(eq(suiteResults.contentDigest, params.contentDigest));
  return row?.id;
}

/** One result with the outcome of each case. */
export async function findSuiteResult(db: Db, params: { id: string }) {
  const [row] = await db
    .select({ ...withParts, cases: suiteResults.cases })
    .from(suiteResults)
    .innerJoin(suites, ofSuite)
    .innerJoin(assets, ofAsset)
    .where(eq(suiteResults.id, params.id));
  return row;
}

/**
 * The latest run of a suite on an asset.
 * @param params.exactly only of this version with what it names, by the suite as it is in force
 */
export async function findLatestResult(
  db: Db,
  params: {
    suite: string;
    kind: string;
    name: string;
    exactly?: { boundDigest: string; basisDigest: string } | undefined;
  },
) {
  const { suite, kind, name, exactly } = params;
  const [row] = await db
    .select(withParts)
    .from(suiteResults)
    .innerJoin(suites, ofSuite)
    .innerJoin(assets, ofAsset)
    .where(
      and(
        eq(suites.kind, "suite"),
        eq(suites.name, suite),
        eq(assets.kind, kind),
        eq(assets.name, name),
        exactly && eq(suiteResults.boundDigest, exactly.boundDigest),
        exactly && eq(suiteResults.basisDigest, exactly.basisDigest),
      ),
    )
    .orderBy(desc(suiteResults.ranAt), desc(suiteResults.id))
    .limit(1);
  return row;
}

/** The latest runs first, after the result `before`. */
export function listSuiteResults(
  db: Db,
  params: {
    suite?: string | undefined;
    subject?: { kind: string; name: string } | undefined;
    isPass?: boolean | undefined;
    before?: string | undefined;
    limit: number;
  },
) {
  const { suite, subject, isPass, before, limit } = params;
  return db
    .select(columns)
    .from(suiteResults)
    .innerJoin(suites, ofSuite)
    .innerJoin(assets, ofAsset)
    .where(
      and(
        suite === undefined ? undefined : and(eq(suites.kind, "suite"), eq(suites.name, suite)),
        subject && and(eq(assets.kind, subject.kind), eq(assets.name, subject.name)),
        isPass === undefined ? undefined : eq(suiteResults.isPass, isPass),
        before === undefined
          ? undefined
          : sql`(${suiteResults.ranAt}, ${suiteResults.id}) < (select r.ran_at, r.id from suite_results r where r.id = ${before}::uuid)`,
      ),
    )
    .orderBy(desc(suiteResults.ranAt), desc(suiteResults.id))
    .limit(limit);
}

/** How many calls of each trace there are, and how many of them reached this version of the asset. Traces without calls are left out. */
export function countProvingCalls(
  db: Db,
  params: { traces: readonly string[]; kind: string; name: string; digest: string },
): Promise<{ traceId: string; reached: number }[]> {
  const { traces, kind, name, digest } = params;
  const reached = sql<number>`(count(*) filter (where ${calls.calleeKind} = ${kind}
    and ${calls.calleeName} = ${name} and ${calls.calleeDigest} = ${digest}))::int`;
  return db
    .select({ traceId: calls.traceId, reached })
    .from(calls)
    .where(inArray(calls.traceId, [...traces]))
    .groupBy(calls.traceId);
}
