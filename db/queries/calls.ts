import { and, asc, desc, eq, inArray, lt, type SQL } from "drizzle-orm";
import type { Db } from "../client";
import { calls, ledger, payloads } from "../schema";
import { type CallFilter, matchesByLooking, matchesIndexed } from "./match-calls";

/** What a list shows of a call. */
export const SUMMARY = {
  id: calls.id,
  startedAt: calls.startedAt,
  endedAt: calls.endedAt,
  traceId: calls.traceId,
  spanId: calls.spanId,
  parentSpanId: calls.parentSpanId,
  protocol: calls.protocol,
  method: calls.method,
  callerKind: calls.callerKind,
  callerId: calls.callerId,
  subjectId: calls.subjectId,
  calleeKind: calls.calleeKind,
  calleeName: calls.calleeName,
  operation: calls.operation,
  hop: calls.hop,
  decision: calls.decision,
  policies: calls.policies,
  status: calls.status,
  errorCode: calls.errorCode,
  durationUs: calls.durationUs,
  inputTokens: calls.inputTokens,
  outputTokens: calls.outputTokens,
  cost: calls.cost,
  currency: calls.currency,
};

const DETAIL = {
  ...SUMMARY,
  action: calls.action,
  chain: calls.chain,
  badgeId: calls.badgeId,
  taskId: calls.taskId,
  calleeDigest: calls.calleeDigest,
  policyVersion: calls.policyVersion,
  inputs: calls.inputs,
  errorMessage: calls.errorMessage,
  upstreamStatus: calls.upstreamStatus,
  requestBytes: calls.requestBytes,
  responseBytes: calls.responseBytes,
  upstreamUs: calls.upstreamUs,
  firstByteUs: calls.firstByteUs,
  outcomeEntryId: calls.outcomeEntryId,
};

/** At most this many calls are looked at for one page: whatever is asked for, a request ends in time. */
export const LOOKED_AT = 25_000;

type Page = CallFilter & {
  /** A call's id: only calls that began before it. */
  before?: string;
  limit: number;
};

/** Calls that match, newest first: all that `LOOKED_AT` calls have, where no index knows them. */
export function listCalls(db: Db, params: Page) {
  const looking = matchesByLooking(params);
  return db
    .select(SUMMARY)
    .from(looking ? callsInReach(db, params) : calls)
    .where(looking ?? nearby(params))
    .orderBy(desc(calls.id))
    .limit(params.limit);
}

/**
 * The id of the last call that `listCalls` looks at; undefined when it looks at all that there are.
 * @param always for a list that looks at each call whatever it is narrowed to
 */
export async function findLookedTo(
  db: Db,
  params: Omit<Page, "limit">,
  always = false,
): Promise<string | undefined> {
  if (!always && !matchesByLooking(params)) return undefined;
  const [last] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(nearby(params))
    .orderBy(desc(calls.id))
    .offset(LOOKED_AT - 1)
    .limit(1);
  return last?.id;
}

/** Of these calls the ones that match, as they are now, oldest first. */
export function listCallsAmong(db: Db, params: CallFilter & { ids: readonly string[] }) {
  return db
    .select(SUMMARY)
    .from(calls)
    .where(and(inArray(calls.id, [...params.ids]), matchesIndexed(params), matchesByLooking(params)))
    .orderBy(asc(calls.id));
}

function nearby(params: Omit<Page, "limit">): SQL | undefined {
  return and(params.before ? lt(calls.id, params.before) : undefined, matchesIndexed(params));
}

/** The newest calls in reach of a request, under the name of their table. Postgres reads only the columns that are asked for. */
export function callsInReach(db: Db, params: Omit<Page, "limit">) {
  return db.select().from(calls).where(nearby(params)).orderBy(desc(calls.id)).limit(LOOKED_AT).as("calls");
}

export async function findCall(db: Db, params: { id: string }) {
  const [row] = await db.select(DETAIL).from(calls).where(eq(calls.id, params.id)).limit(1);
  return row;
}

/** The calls of one trace, oldest first. */
export function listCallsOfTrace(db: Db, params: { traceId: string; limit: number }) {
  return db
    .select({ ...SUMMARY, upstreamUs: calls.upstreamUs, firstByteUs: calls.firstByteUs })
    .from(calls)
    .where(eq(calls.traceId, params.traceId))
    .orderBy(asc(calls.id))
    .limit(params.limit);
}

export function listPayloads(db: Db, params: { callId: string }) {
  return db
    .select({
      direction: payloads.direction,
      contentType: payloads.contentType,
      digest: payloads.digest,
      bytes: payloads.bytes,
      truncated: payloads.truncated,
      body: payloads.body,
    })
    .from(payloads)
    .where(eq(payloads.callId, params.callId));
}

export async function findLedgerLine(db: Db, params: { callId: string }) {
  const [row] = await db
    .select({
      model: ledger.model,
      usage: ledger.usage,
      price: ledger.price,
      cost: ledger.cost,
      currency: ledger.currency,
    })
    .from(ledger)
    .where(eq(ledger.callId, params.callId))
    .limit(1);
  return row;
}
