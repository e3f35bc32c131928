import { and, eq, lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls, idempotencyKeys, payloads } from "../schema";

/** The call that holds an idempotency key, with its recorded answer. */
export async function findIdempotentCall(db: Db, params: { scope: string; key: string }) {
  const [row] = await db
    .select({
      callId: idempotencyKeys.callId,
      requestDigest: idempotencyKeys.requestDigest,
      status: calls.status,
      errorCode: calls.errorCode,
      errorMessage: calls.errorMessage,
      upstreamStatus: calls.upstreamStatus,
      contentType: payloads.contentType,
      body: payloads.body,
      truncated: payloads.truncated,
    })
    .from(idempotencyKeys)
    .innerJoin(calls, eq(calls.id, idempotencyKeys.callId))
    .leftJoin(payloads, and(eq(payloads.callId, calls.id), eq(payloads.direction, "response")))
    .where(and(eq(idempotencyKeys.scope, params.scope), eq(idempotencyKeys.key, params.key)));
  return row;
}

export async function deleteOldIdempotencyKeys(db: Db, params: { olderThanMs: number }): Promise<void> {
  const age = sql`now() - make_interval(secs => ${params.olderThanMs / 1000})`;
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.at, age));
}
