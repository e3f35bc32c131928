import type { Database } from "@/db/client";
import { ensurePartitions } from "@/db/partitions";
import type { CallRow, LedgerRow, OutcomeRow, UnpricedRow } from "@/lib/audit/call-record";
import { emptyBatch, writeBatch } from "@/lib/audit/write-batch";
import { newId } from "@/lib/core/ids";

/** A call that used tokens, as a test needs it. */
export interface UsedCall {
  /** When it began, ISO 8601. */
  at: string;
  caller?: string;
  callee?: string;
  domain?: string;
  model?: string;
  operation?: string;
  task?: string;
  subject?: string;
  status?: OutcomeRow["status"];
  /** Exact decimal text; without it the call is one without a price. */
  cost?: string;
  currency?: string;
}

/** Puts calls on record as the gateway does: the call, its outcome, and its line in the ledger or among the unpriced. @returns their ids */
export async function recordCalls({ sql }: Database, calls: readonly UsedCall[]): Promise<string[]> {
  const days = new Set(calls.map(({ at }) => at.slice(0, 10)));
  for (const day of days) await ensurePartitions(sql, Date.parse(`${day}T12:00:00Z`), 1);
  const batch = emptyBatch();
  const outcomes: OutcomeRow[] = [];
  for (const call of calls) {
    const id = newId(Date.parse(call.at));
    batch.calls.push(callRow(id, call));
    outcomes.push(outcomeRow(id, call));
    const used = usedRow(id, call);
    if (call.cost === undefined) batch.unpriced.push({ ...used, input_tokens: 100, output_tokens: 10 });
    else {
      const { cost, currency = "USD" } = call;
      batch.ledger.push({ ...used, usage: {}, price: { currency, lines: [] }, cost, currency });
    }
  }
  await writeBatch(sql, batch);
  await writeBatch(sql, { ...emptyBatch(), outcomes });
  return batch.calls.map(({ id }) => id);
}

function usedRow(
  id: string,
  call: UsedCall,
): Omit<LedgerRow, "usage" | "price" | "cost" | "currency"> &
  Omit<UnpricedRow, "input_tokens" | "output_tokens"> {
  return {
    call_id: id,
    at: call.at,
    caller_id: call.caller ?? "agent:planner",
    callee_name: call.callee ?? "chat",
    domain: call.domain ?? null,
    model: call.model ?? null,
    operation: call.operation ?? null,
    task_id: call.task ?? null,
    subject_id: call.subject ?? "user:ada",
    status: call.status ?? "completed",
  };
}

function callRow(id: string, call: UsedCall): CallRow {
  const caller = call.caller ?? "agent:planner";
  const colon = caller.indexOf(":");
  return {
    id,
    started_at: call.at,
    replica_id: id,
    trace_id: id.replaceAll("-", ""),
    span_id: id.slice(-16),
    parent_span_id: null,
    protocol: "openai",
    method: "chat.completions",
    action: "useModel",
    caller_kind: caller.slice(0, colon),
    caller_id: caller.slice(colon + 1),
    subject_id: call.subject ?? "user:ada",
    chain: [caller],
    badge_id: null,
    task_id: call.task ?? null,
    callee_kind: "model",
    callee_name: call.callee ?? "chat",
    callee_digest: null,
    operation: call.operation ?? null,
    hop: 1,
    decision: "allow",
    policies: [],
    policy_version: "v",
    inputs: {},
    status: "admitted",
    error_code: null,
    error_message: null,
    request_bytes: 1,
    ended_at: null,
  };
}

function outcomeRow(id: string, call: UsedCall): OutcomeRow {
  return {
    id,
    ended_at: call.at,
    status: call.status ?? "completed",
    error_code: null,
    error_message: null,
    upstream_status: 200,
    response_bytes: 1,
    duration_us: 1000,
    upstream_us: 900,
    first_byte_us: null,
    input_tokens: 100,
    output_tokens: 10,
    cost: call.cost ?? null,
    currency: call.cost === undefined ? null : (call.currency ?? "USD"),
    outcome_entry_id: newId(Date.parse(call.at)),
  };
}
