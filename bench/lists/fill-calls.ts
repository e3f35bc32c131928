import type { Database } from "@/db/client";
import { ensurePartitions } from "@/db/partitions";
import { newId } from "@/lib/core/ids";

const DAY_MS = 86_400_000;
const BATCH = 20_000;

/**
 * Puts calls on record, spread evenly over the days before now: 100 callers, 1,000 callees; most end well, one in 30 is denied, one in 70 fails, one in 50,000 is cancelled; two in five used tokens
 * and have a line in the ledger.
 */
export async function fillCalls({ sql }: Database, count: number, days: number): Promise<void> {
  const end = Date.now();
  for (let day = 0; day <= days; day++) await ensurePartitions(sql, end - day * DAY_MS, 0);
  const stepMs = (days * DAY_MS) / count;
  for (let from = 1; from <= count; from += BATCH) {
    const to = Math.min(from + BATCH - 1, count);
    await sql`
      with made as (
        select n, (${end - days * DAY_MS}::double precision + n * ${stepMs}::double precision)::bigint as at_ms, hashint4(n) as h from generate_series(${from}::int, ${to}::int) n
      ), ready as (
        select n, to_timestamp(at_ms / 1000.0) as at,
          (lpad(to_hex(at_ms), 12, '0') || '7' || substr(md5(n::text), 1, 3) || 'a' || substr(md5(n::text), 4, 15))::uuid as id,
          case when abs(h) % 50000 = 7 then 'cancelled' when abs(h) % 70 = 3 then 'failed' when abs(h) % 30 = 1 then 'denied' else 'completed' end as status,
          case when abs(h) % 1000 = 1 then 'anthropic' when n % 5 < 2 then 'openai' when n % 5 = 2 then 'a2a' else 'mcp' end as protocol,
          exp(abs(h % 1000) / 90.0)::bigint + 500 as us
        from made
      ), put as (
        insert into calls (id, started_at, ended_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain,
          callee_kind, callee_name, operation, hop, decision, policy_version, inputs, status, error_code, request_bytes, duration_us, input_tokens,
          output_tokens, cost, currency)
        select id, at, at, ${newId()}::uuid, md5(n::text), substr(md5(n::text), 1, 16), protocol, 'call', 'call', 'agent', 'agent-' || n % 100,
          'agent:agent-' || n % 100, '{}', 'model', 'callee-' || n % 1000, 'operation-' || n % 40, 1, case when status = 'denied' then 'deny' else 'allow' end,
          'filler', '{}', status, case status when 'denied' then 'policy_denied' when 'failed' then 'upstream_unavailable' when 'cancelled' then 'cancelled' end,
          300, us, case when n % 5 < 2 then 100 end, case when n % 5 < 2 then 10 end, case when n % 5 < 2 then us / 1000000.0 end,
          case when n % 5 < 2 then 'USD' end
        from ready returning id
      )
      insert into ledger (call_id, at, caller_id, callee_name, domain, model, usage, price, cost, currency)
      select id, at, 'agent:agent-' || n % 100, 'callee-' || n % 1000, 'domain-' || n % 10, 'model-' || n % 20, '{}', '{}', us / 1000000.0, 'USD'
      from ready where n % 5 < 2`;
  }
  await sql`analyze`;
}
