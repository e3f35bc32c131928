import { desc, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls } from "../schema";

/** Calls with what they used, newest first. `before` is the id of a call. */
export function listUsedByCalls(db: Db, params: { before?: string | undefined; limit: number }) {
  return db
    .select({
      id: calls.id,
      startedAt: calls.startedAt,
      endedAt: calls.endedAt,
      callerKind: calls.callerKind,
      callerId: calls.callerId,
      chain: calls.chain,
      calleeKind: calls.calleeKind,
      calleeName: calls.calleeName,
      operation: calls.operation,
      decision: calls.decision,
      status: calls.status,
      inputTokens: calls.inputTokens,
      outputTokens: calls.outputTokens,
      cost: sql<string | null>`trim_scale(${calls.cost})::text`,
      currency: calls.currency,
      /** The callee's, as it was when the call was ruled. */
      domain: sql<string | null>`${calls.inputs} #>> '{resource,attrs,domain}'`,
    })
    .from(calls)
    .where(params.before ? lt(calls.id, params.before) : undefined)
    .orderBy(desc(calls.id))
    .limit(params.limit);
}

export type UsedByCallRow = Awaited<ReturnType<typeof listUsedByCalls>>[number];
