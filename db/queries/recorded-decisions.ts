import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, assetVersions, calls, payloads, taskLabels } from "../schema";

/** Which decisions: begun at or after the time of `from` and before that of `to`, both ids of calls. */
export interface DecisionRange {
  from?: string | undefined;
  to?: string | undefined;
}

/** Calls with what the policies saw, newest first. */
export function listRecordedDecisions(db: Db, params: DecisionRange & { limit: number }) {
  return db
    .select({
      id: calls.id,
      startedAt: calls.startedAt,
      callerKind: calls.callerKind,
      callerId: calls.callerId,
      calleeKind: calls.calleeKind,
      calleeName: calls.calleeName,
      calleeDigest: calls.calleeDigest,
      operation: calls.operation,
      decision: calls.decision,
      errorCode: calls.errorCode,
      policyVersion: calls.policyVersion,
      inputs: calls.inputs,
    })
    .from(calls)
    .where(within(params))
    .orderBy(desc(calls.id))
    .limit(params.limit);
}

export type RecordedRow = Awaited<ReturnType<typeof listRecordedDecisions>>[number];

/** How many there are, at most `limit`. */
export async function countRecordedDecisions(
  db: Db,
  params: DecisionRange & { limit: number },
): Promise<number> {
  const some = db.select({ id: calls.id }).from(calls).where(within(params)).limit(params.limit).as("some");
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** Requests as they were sent, of the given calls. */
export function listRequestBodies(db: Db, params: { ids: readonly string[] }) {
  return db
    .select({ callId: payloads.callId, truncated: payloads.truncated, body: payloads.body })
    .from(payloads)
    .where(and(inArray(payloads.callId, [...params.ids]), eq(payloads.direction, "request")));
}

/** Labels of tasks, each with the call that brought it. */
export function listLabelsOfScopes(db: Db, params: { scopes: readonly string[] }) {
  return db
    .select({ scope: taskLabels.scope, label: taskLabels.label, callId: taskLabels.callId })
    .from(taskLabels)
    .where(inArray(taskLabels.scope, [...params.scopes]));
}

/** Specs of MCP servers as they were, by name and digest. */
export function listServerSpecs(db: Db, params: { versions: readonly { name: string; digest: string }[] }) {
  return db
    .select({ name: assets.name, digest: assetVersions.digest, spec: assetVersions.spec })
    .from(assetVersions)
    .innerJoin(assets, eq(assets.id, assetVersions.assetId))
    .where(
      and(
        eq(assets.kind, "mcp-server"),
        or(
          ...params.versions.map(({ name, digest }) =>
            and(eq(assets.name, name), eq(assetVersions.digest, digest)),
          ),
        ),
      ),
    );
}

function within({ from, to }: DecisionRange): SQL | undefined {
  return and(from ? gte(calls.id, from) : undefined, to ? lt(calls.id, to) : undefined);
}
