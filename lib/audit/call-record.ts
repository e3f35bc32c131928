/**
 * A row of `calls` as it is when the call is ruled, under the column names: batches go to the database as JSON and are read there by
 * name, so nothing is mapped twice on the hot path. Instants are ISO 8601 in UTC.
 */
export interface CallRow {
  id: string;
  started_at: string;
  replica_id: string;
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  protocol: string;
  method: string;
  action: string;
  caller_kind: string;
  caller_id: string;
  subject_id: string;
  chain: readonly string[];
  badge_id: string | null;
  task_id: string | null;
  callee_kind: string;
  callee_name: string;
  callee_digest: string | null;
  operation: string | null;
  hop: number;
  decision: "allow" | "deny" | "hold";
  policies: readonly string[];
  policy_version: string;
  inputs: unknown;
  status: "admitted" | "denied" | "held";
  error_code: string | null;
  error_message: string | null;
  request_bytes: number;
  /** Set at once for a call that ends with its ruling. */
  ended_at: string | null;
}

/** What the answer changes on the call's row. Durations in microseconds. */
export interface OutcomeRow {
  id: string;
  ended_at: string;
  status: "completed" | "failed" | "denied" | "cancelled" | "outcome_unknown";
  error_code: string | null;
  error_message: string | null;
  upstream_status: number | null;
  response_bytes: number;
  duration_us: number;
  upstream_us: number | null;
  first_byte_us: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cost: string | null;
  currency: string | null;
  outcome_entry_id: string;
}

export interface PayloadRow {
  call_id: string;
  direction: "request" | "response";
  content_type: string;
  /** SHA-256 over all bytes in hex. */
  digest: string;
  bytes: number;
  /** 1 when `body` holds only the beginning. */
  truncated: 0 | 1;
  body: string | null;
}

export interface IdempotencyRow {
  scope: string;
  key: string;
  request_digest: string;
  call_id: string;
}

/** A key that is free again, because its call was never made. */
export type ReleaseRow = Omit<IdempotencyRow, "request_digest">;

/** A label that the call brings to its task. */
export interface LabelRow {
  scope: string;
  label: string;
  call_id: string;
  at: string;
}

/** One use of a task grant that has a number of uses. */
export interface GrantUseRow {
  scope: string;
  grant_digest: string;
  slot: number;
  call_id: string;
}

/** One counter of a budget or a limit. */
interface MeterKey {
  call_id: string;
  asset_id: string;
  meter: string;
  window_start: string;
}

/** What a call may use of a counter. Without a cap it is counted and refused by nothing. */
export interface ClaimRow extends MeterKey {
  /** Order within the call: of several that refuse it the first is told. */
  nth: number;
  replica_id: string;
  /** Exact decimal text, as `cap`. */
  amount: string;
  cap: string | null;
}

/** What a call has used of a counter. */
export interface MeterSettlementRow extends MeterKey {
  used: string;
  /** What counts still when the call was taken for lost meanwhile. */
  late: string;
}

/** What money and tokens are grouped by, as it was when the call ended. */
interface UsedRow {
  call_id: string;
  at: string;
  /** `kind:id`, as `subject_id`. */
  caller_id: string;
  callee_name: string;
  domain: string | null;
  model: string | null;
  operation: string | null;
  task_id: string | null;
  subject_id: string;
  status: OutcomeRow["status"];
}

export interface LedgerRow extends UsedRow {
  usage: unknown;
  price: unknown;
  /** Exact decimal text. */
  cost: string;
  currency: string;
}

/** Tokens for which no price was set. */
export interface UnpricedRow extends UsedRow {
  input_tokens: number;
  output_tokens: number;
}
