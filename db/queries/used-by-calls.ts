import { and, desc, gte, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls } from "../schema";

/** Calls with what they used, newest first. `from` and `before` are ids: of the oldest, and of the one after the newest. */
export function listUsedByCalls(
  db: Db,
  params: { from?: string | undefined; before?: string | undefined; limit: number },
) {
  const { from, before } = params;
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
    .where(and(from ? gte(calls.id, from) : undefined, before ? lt(calls.id, before) : undefined))
    .orderBy(desc(calls.id))
    .limit(params.limit);
}

export type UsedByCallRow = Awaited<ReturnType<typeof listUsedByCalls>>[number];
