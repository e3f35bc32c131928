import { and, asc, desc, eq, gt, gte, ilike, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { calls, ledger, payloads } from "../schema";
import { matchesUsed, type UsedFilter } from "./used-calls";

/** What a list shows of a call. */
const SUMMARY = {
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

export interface CallFilter {
  statuses?: readonly string[];
  protocols?: readonly string[];
  caller?: string;
  callee?: string;
  /** Begun at or after this id's time. */
  from?: string;
  /** Begun before this id's time. */
  to?: string;
  operation?: string;
  task?: string;
  /** `kind:id` of whom the caller acts for. */
  subject?: string;
  /** The callee's domain: the one it had when the call used tokens, else today's. */
  domain?: string;
  /** Only calls that used tokens, whether a price was set or not, and of these the ones that match. */
  used?: UsedFilter & { priced?: boolean };
  /** Part of a callee, operation, caller, method or error code; a whole call id or trace id finds exactly that. */
  text?: string;
}

/** Calls that began before `before` (a call's id) and not before `floor`, newest first. */
export function listCalls(db: Db, params: CallFilter & { before?: string; floor?: string; limit: number }) {
  return db
    .select(SUMMARY)
    .from(calls)
    .where(
      and(
        params.before ? lt(calls.id, params.before) : undefined,
        params.floor ? gt(calls.id, params.floor) : undefined,
        ...matches(params),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(params.limit);
}

/** Calls that began after `floor` (a call's id), oldest first. */
export function listCallsAfter(db: Db, params: CallFilter & { floor: string; limit: number }) {
  return db
    .select(SUMMARY)
    .from(calls)
    .where(and(gt(calls.id, params.floor), ...matches(params)))
    .orderBy(asc(calls.id))
    .limit(params.limit);
}

/** Calls by id, as they are now. */
export function listCallsById(db: Db, params: { ids: readonly string[] }) {
  return db
    .select(SUMMARY)
    .from(calls)
    .where(inArray(calls.id, [...params.ids]))
    .orderBy(asc(calls.id));
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

function matches(filter: CallFilter): (SQL | undefined)[] {
  return [
    filter.statuses?.length ? inArray(calls.status, [...filter.statuses]) : undefined,
    filter.protocols?.length ? inArray(calls.protocol, [...filter.protocols]) : undefined,
    filter.caller ? or(eq(calls.callerId, filter.caller), eq(calls.subjectId, filter.caller)) : undefined,
    filter.callee ? eq(calls.calleeName, filter.callee) : undefined,
    filter.from ? gte(calls.id, filter.from) : undefined,
    filter.to ? lt(calls.id, filter.to) : undefined,
    filter.operation ? eq(calls.operation, filter.operation) : undefined,
    filter.task ? eq(calls.taskId, filter.task) : undefined,
    filter.subject ? eq(calls.subjectId, filter.subject) : undefined,
    filter.domain ? inDomain(filter.domain) : undefined,
    filter.used ? used(filter.used) : undefined,
    filter.text ? matchesText(filter.text.trim()) : undefined,
  ];
}

function inDomain(domain: string): SQL | undefined {
  const only = [{ dimension: "domain" as const, value: domain }];
  return or(
    used({ only }),
    and(
      isNull(calls.inputTokens),
      isNull(calls.outputTokens),
      sql`exists (select 1 from assets a where a.kind = ${calls.calleeKind} and a.name = ${calls.calleeName} and a.domain = ${domain})`,
    ),
  );
}

function used({ priced, ...filter }: UsedFilter & { priced?: boolean }): SQL | undefined {
  const line = sql`exists (select 1 from ledger u where u.call_id = ${calls.id} and ${matchesUsed(filter)})`;
  if (priced || filter.currency) return line;
  const other = sql`exists (select 1 from unpriced_usage u where u.call_id = ${calls.id} and ${matchesUsed(filter)})`;
  return priced === false ? other : or(line, other);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACE_ID = /^[0-9a-f]{32}$/i;

function matchesText(text: string): SQL | undefined {
  if (UUID.test(text)) return eq(calls.id, text.toLowerCase());
  if (TRACE_ID.test(text)) return eq(calls.traceId, text.toLowerCase());
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    ilike(calls.calleeName, part),
    ilike(calls.operation, part),
    ilike(calls.callerId, part),
    ilike(calls.method, part),
    ilike(calls.errorCode, part),
  );
}
