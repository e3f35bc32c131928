import type { Sql } from "postgres";
import type { AuditEntryRow } from "./audit-entry";
import type {
  CallRow,
  ClaimRow,
  GrantUseRow,
  IdempotencyRow,
  LabelRow,
  LedgerRow,
  MeterSettlementRow,
  OutcomeRow,
  PayloadRow,
  ReleaseRow,
  UnpricedRow,
} from "./call-record";
import { lateHoursOf } from "./late-hours";

/** Rows that are committed together. */
export interface Batch {
  calls: CallRow[];
  keys: IdempotencyRow[];
  outcomes: OutcomeRow[];
  payloads: PayloadRow[];
  entries: AuditEntryRow[];
  ledger: LedgerRow[];
  unpriced: UnpricedRow[];
  labels: LabelRow[];
  releases: ReleaseRow[];
  uses: GrantUseRow[];
  claims: ClaimRow[];
  settlements: MeterSettlementRow[];
}

/** A call of the batch that was not written: its key belongs to another call, its use of a grant was taken by another, or a budget or a limit has nothing left for it. */
export interface LeftOut {
  id: string;
  why: "duplicate" | "use_taken" | "used_up";
  /** Of `used_up`: what refused it. */
  meter?: FullMeter | null;
}

/** A counter that had too little left for a call, as it stood. Amounts are exact decimal texts. */
export interface FullMeter {
  assetId: string;
  meter: string;
  used: string;
  reserved: string;
}

export function emptyBatch(): Batch {
  return {
    calls: [],
    keys: [],
    outcomes: [],
    payloads: [],
    entries: [],
    ledger: [],
    unpriced: [],
    labels: [],
    releases: [],
    uses: [],
    claims: [],
    settlements: [],
  };
}

/**
 * Writes a batch in one statement, which is one transaction and one round trip. A call whose idempotency key or use of a grant is taken is left out together with its payload and entries.
 * A repeated call takes no use and claims nothing; of two with one new key in the same batch both may take one, and the caller gives the second's back.
 * @returns the calls that were left out
 */
export async function writeBatch(sql: Sql, batch: Batch): Promise<LeftOut[]> {
  const metered = meteredParts(sql, batch);
  return sql<LeftOut[]>`
    with key_rows as (
      select * from json_to_recordset(${text(batch.keys)}::text::json)
        as k(scope text, key text, request_digest text, call_id uuid)
    ), use_rows as (
      select * from json_to_recordset(${text(batch.uses)}::text::json)
        as u(scope text, grant_digest text, slot int, call_id uuid)
    ), repeated as (
      select u.call_id from use_rows u
      join key_rows k on k.call_id = u.call_id
      join idempotency_keys i on i.scope = k.scope and i.key = k.key
    )${metered.claimed}, used as (
      insert into grant_uses (scope, grant_digest, slot, call_id)
      select scope, grant_digest, slot, call_id from use_rows
      where call_id not in (select call_id from repeated)${metered.andLetThrough}
      on conflict do nothing returning call_id
    ), unused as (
      select call_id from use_rows
      where call_id not in (select call_id from used) and call_id not in (select call_id from repeated)${metered.andLetThrough}
    ), taken as (
      insert into idempotency_keys (scope, key, request_digest, call_id)
      select scope, key, request_digest, call_id from key_rows
      where call_id not in (select call_id from unused)${metered.andLetThrough}
      on conflict do nothing returning call_id
    ), refused as (
      select call_id from key_rows where call_id not in (select call_id from taken)
      union select call_id from unused${metered.orUsedUp}
    ), new_calls as (
      insert into calls
      select c.* from json_populate_recordset(null::calls, ${text(batch.calls)}::text::json) c
      where c.id not in (select call_id from refused)
    ), new_payloads as (
      insert into payloads
      select p.* from json_populate_recordset(null::payloads, ${text(batch.payloads)}::text::json) p
      where p.call_id not in (select call_id from refused)
    ), new_entries as (
      insert into audit_entries (id, at, type, actor, object, outcome, call_id, leaf, payload)
      select e.id, e.at, e.type, e.actor, e.object, e.outcome, e."callId", e.leaf, e.payload::jsonb
      from json_to_recordset(${text(batch.entries)}::text::json)
        as e(id uuid, at timestamptz, type text, actor text, object text, outcome text, "callId" uuid, leaf text, payload text)
      where e."callId" is null or e."callId" not in (select call_id from refused)
    ), new_ledger as (
      insert into ledger
      select l.* from json_populate_recordset(null::ledger, ${text(batch.ledger)}::text::json) l
    ), new_unpriced as (
      insert into unpriced_usage
      select u.* from json_populate_recordset(null::unpriced_usage, ${text(batch.unpriced)}::text::json) u
    )${markedLate(sql, batch)}, new_labels as (
      insert into task_labels
      select t.* from json_populate_recordset(null::task_labels, ${text(batch.labels)}::text::json) t
      on conflict do nothing
    ), released as (
      delete from idempotency_keys k
      using json_to_recordset(${text(batch.releases)}::text::json) as r(scope text, key text, call_id uuid)
      where k.scope = r.scope and k.key = r.key and k.call_id = r.call_id
    ), ended as (
      update calls set
        ended_at = o.ended_at, status = o.status, error_code = o.error_code, error_message = o.error_message,
        upstream_status = o.upstream_status, response_bytes = o.response_bytes, duration_us = o.duration_us,
        upstream_us = o.upstream_us, first_byte_us = o.first_byte_us, input_tokens = o.input_tokens,
        output_tokens = o.output_tokens, cost = o.cost, currency = o.currency, outcome_entry_id = o.outcome_entry_id
      from json_populate_recordset(null::calls, ${text(batch.outcomes)}::text::json) o
      where calls.id = o.id
    )
    select call_id as id, case ${metered.whenUsedUp}when call_id in (select call_id from unused) then 'use_taken' else 'duplicate' end as why${metered.andMeter}
    from refused`;
}

/**
 * The parts that count for budgets and limits. Without any they are empty: calls that nothing holds back are written by the same statement as if there were none. A call whose key was there before claims
 * nothing, because it will not be made.
 */
function meteredParts(sql: Sql, { claims, settlements }: Batch) {
  if (claims.length === 0 && settlements.length === 0) {
    const nothing = sql``;
    return {
      claimed: nothing,
      andLetThrough: nothing,
      orUsedUp: nothing,
      whenUsedUp: nothing,
      andMeter: nothing,
    };
  }
  return {
    claimed: sql`, key_repeated as (
      select k.call_id from key_rows k join idempotency_keys i on i.scope = k.scope and i.key = k.key
    ), claimed as materialized (
      select m.* from claim_meters(
        (select coalesce(json_agg(c), '[]') from json_array_elements(${text(claims)}::text::json) c
          where (c ->> 'call_id')::uuid not in (select call_id from key_repeated)),
        ${text(settlements)}::text::json
      ) m
    )`,
    andLetThrough: sql` and call_id not in (select refused_call from claimed)`,
    orUsedUp: sql` union select refused_call from claimed`,
    whenUsedUp: sql`when call_id in (select refused_call from claimed) then 'used_up' `,
    andMeter: sql`, (
      select json_build_object('assetId', by_asset, 'meter', by_meter, 'used', was_used::text, 'reserved', was_reserved::text)
      from claimed where refused_call = call_id
    ) as meter`,
  };
}

/** Rare: a call that took long has its line in an hour that may have been added up. The row is locked, so that who adds up waits for the line. */
function markedLate(sql: Sql, { ledger, unpriced }: Batch) {
  const hours = lateHoursOf([...ledger, ...unpriced], Date.now());
  if (hours.length === 0) return sql``;
  return sql`, new_gaps as (
      insert into cost_rollup_gaps (hour_id) select unnest(${hours}::uuid[])
      on conflict (hour_id) do update set hour_id = excluded.hour_id
    )`;
}

function text(rows: readonly unknown[]): string {
  return rows.length === 0 ? "[]" : storable(JSON.stringify(rows), rows);
}

/** PostgreSQL holds neither U+0000 nor lone surrogates. JSON.stringify writes both as escapes, so a look at the text finds them; only then the rows are rewritten. */
function storable(json: string, rows: readonly unknown[]): string {
  if (!json.includes("\\u0000") && !json.includes("\\ud")) return json;
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "\ufffd").toWellFormed() : value,
  );
}
