import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";

/** What was counted on one connection in one frame of time. Postgres answers numerics as text, so no cent is lost. */
export interface CallEdgeRow extends Record<string, unknown> {
  caller_kind: string;
  caller_id: string;
  callee_kind: string;
  callee_name: string;
  /** Only of the servers whose tools were asked for. */
  tool: string | null;
  frame: number;
  currency: string | null;
  calls: number;
  open: number;
  denied: number;
  held: number;
  failed: number;
  cost: string | null;
  last_ms: number;
  /** Bins of the logarithm of the duration, and how many calls each holds; a bin may come twice. */
  bins: number[];
  timed: number[];
}

/** `BINS_PER_E` bins for each factor of e: a bin is 10 % wide. */
const BINS_PER_E = 10;

/**
 * Who called whom with ids in [`floor`, `ceiling`), busiest connections first. One pass over the calls of the range without sorting them: durations are counted into logarithmic bins, from which
 * percentiles of any union of connections can be read.
 * @param params.frames into how many equal spans of time the range is cut
 * @param params.limit how many rows at most
 */
export async function listCallEdges(
  db: Db,
  params: {
    floor: string;
    ceiling: string;
    fromMs: number;
    toMs: number;
    frames: number;
    /** MCP servers whose tools are told apart. */
    toolsOf: readonly string[];
    limit: number;
  },
): Promise<CallEdgeRow[]> {
  const { floor, ceiling, limit } = params;
  const rows = await db.execute<CallEdgeRow>(sql`
    with counted as (
      select caller_kind, caller_id, callee_kind, callee_name, ${toolOf(params)} as tool, ${frameOf(params)} as frame, currency,
             case when status in ('completed', 'failed', 'cancelled') and duration_us is not null
                  then floor(ln(greatest(duration_us, 1)::float8) * ${BINS_PER_E}::int)::int end as bin,
             count(*) as calls,
             count(*) filter (where status = 'admitted') as open,
             count(*) filter (where status = 'denied') as denied,
             count(*) filter (where status = 'held') as held,
             count(*) filter (where status in ('failed', 'outcome_unknown')) as failed,
             sum(cost) as cost, max(started_at) as last_at
      from calls
      where id >= ${floor}::uuid and id < ${ceiling}::uuid
      group by 1, 2, 3, 4, 5, 6, 7, 8)
    select caller_kind, caller_id, callee_kind, callee_name, tool, frame, currency,
           sum(calls)::int as calls, sum(open)::int as open, sum(denied)::int as denied, sum(held)::int as held,
           sum(failed)::int as failed, sum(cost)::text as cost, (extract(epoch from max(last_at)) * 1000)::float8 as last_ms,
           coalesce(array_agg(bin) filter (where bin is not null), '{}') as bins,
           coalesce(array_agg(calls::int) filter (where bin is not null), '{}') as timed
    from counted
    group by 1, 2, 3, 4, 5, 6, 7
    order by calls desc
    limit ${limit}`);
  return [...rows];
}

function toolOf({ toolsOf }: { toolsOf: readonly string[] }): SQL {
  if (toolsOf.length === 0) return sql`null::text`;
  const names = sql.join(
    toolsOf.map((name) => sql`${name}`),
    sql`, `,
  );
  return sql`case when action = 'callTool' and callee_kind = 'mcp-server' and callee_name in (${names}) then operation end`;
}

function frameOf(params: { fromMs: number; toMs: number; frames: number }): SQL {
  if (params.frames === 1) return sql`0`;
  const frameMs = (params.toMs - params.fromMs) / params.frames;
  return sql`least(floor((extract(epoch from started_at)::float8 * 1000 - ${params.fromMs}::float8) / ${frameMs}::float8), ${params.frames - 1})::int`;
}
