import { and, desc, eq, gte, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls, replicas } from "../schema";

export async function insertReplica(
  db: Db,
  params: { id: string; role: string; host: string; pid: number },
): Promise<void> {
  await db.insert(replicas).values(params);
}

/**
 * The database's clock stamps the heartbeat, so replicas with other clocks agree on who is alive. One that was taken for dead while it was paused lives again: its next calls must be looked after
 * like anybody's.
 */
export async function updateHeartbeat(db: Db, params: { id: string; openSince: Date | null }): Promise<void> {
  await db
    .update(replicas)
    .set({ lastSeenAt: sql`now()`, openSince: params.openSince, stoppedAt: null })
    .where(eq(replicas.id, params.id));
}

export async function updateReplicaStopped(db: Db, id: string): Promise<void> {
  await db.update(replicas).set({ stoppedAt: sql`now()`, openSince: null }).where(eq(replicas.id, id));
}

/** How many gateway processes share the traffic now. */
export async function countLiveReplicas(db: Db, staleAfterMs: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(replicas)
    .where(
      and(
        isNull(replicas.stoppedAt),
        ne(replicas.role, "console"),
        gte(replicas.lastSeenAt, sql`now() - make_interval(secs => ${staleAfterMs / 1000})`),
      ),
    );
  return row?.count ?? 0;
}

/**
 * Replicas that ended without saying so: silent for too long, or known to be gone from this host. Locked, so that only one replica clears up after each.
 */
export function listDeadReplicas(db: Db, params: { staleAfterMs: number; gone: readonly string[] }) {
  const silent = lt(replicas.lastSeenAt, sql`now() - make_interval(secs => ${params.staleAfterMs / 1000})`);
  const gone =
    params.gone.length > 0 ? sql`${replicas.id} = any(${sql.param([...params.gone])}::uuid[])` : undefined;
  return db
    .select({
      id: replicas.id,
      startedAt: replicas.startedAt,
      lastSeenAt: replicas.lastSeenAt,
      openSince: replicas.openSince,
    })
    .from(replicas)
    .where(and(isNull(replicas.stoppedAt), or(silent, gone)))
    .for("update", { skipLocked: true });
}

/** Processes that have not stopped and were seen not long ago, the one seen last first. `silentMs` is by the database's clock. */
export function listRecentReplicas(db: Db, params: { seenWithinMs: number; limit: number }) {
  return db
    .select({
      id: replicas.id,
      role: replicas.role,
      host: replicas.host,
      pid: replicas.pid,
      startedAt: replicas.startedAt,
      lastSeenAt: replicas.lastSeenAt,
      silentMs: sql<number>`(extract(epoch from now() - ${replicas.lastSeenAt}) * 1000)::float8`,
    })
    .from(replicas)
    .where(
      and(
        isNull(replicas.stoppedAt),
        gte(replicas.lastSeenAt, sql`now() - make_interval(secs => ${params.seenWithinMs / 1000})`),
      ),
    )
    .orderBy(desc(replicas.lastSeenAt))
    .limit(params.limit);
}

/** Replicas of one host that have not stopped, with their process ids. */
export function listHostReplicas(db: Db, host: string) {
  return db
    .select({ id: replicas.id, pid: replicas.pid })
    .from(replicas)
    .where(and(isNull(replicas.stoppedAt), eq(replicas.host, host)));
}

/** Calls that a replica left open, from an id on. */
export function listOpenCalls(db: Db, params: { replicaId: string; fromId: string }) {
  return db
    .select({
      id: calls.id,
      callerKind: calls.callerKind,
      callerId: calls.callerId,
      calleeKind: calls.calleeKind,
      calleeName: calls.calleeName,
    })
    .from(calls)
    .where(
      and(gte(calls.id, params.fromId), eq(calls.replicaId, params.replicaId), eq(calls.status, "admitted")),
    )
    .for("update");
}

export async function updateCallUnknown(
  db: Db,
  params: { id: string; entryId: string; message: string },
): Promise<void> {
  await db
    .update(calls)
    .set({
      status: "outcome_unknown",
      errorCode: "outcome_unknown",
      errorMessage: params.message,
      endedAt: sql`now()`,
      outcomeEntryId: params.entryId,
    })
    .where(eq(calls.id, params.id));
}
