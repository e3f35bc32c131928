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

/** The bin of a call's duration: ten for each factor of e, so a bin is 10 % wide. Only answered calls have one. */
export const BIN_OF_CALL = sql`case when status in ('completed', 'failed', 'cancelled') and duration_us is not null
  then floor(ln(greatest(duration_us, 1)::float8) * 10)::int end`;

interface Grouping {
  /** Spans that are told apart: how many, of what length in milliseconds, from when on. Undefined: the range is one. */
  frames: { originMs: number; frameMs: number; count: number } | undefined;
  /** MCP servers whose tools are told apart. */
  toolsOf: readonly string[];
}

/**
 * Who called whom, busiest connections first: calls with ids in the ranges `raw`, and what was counted before in spans of 5 minutes (`short`) and of an hour (`long`). Nothing is sorted: durations
 * are counted into logarithmic bins, from which percentiles of any union of connections can be read.
 * @param params.limit how many rows at most
 */
export async function listCallEdges(
  db: Db,
  params: Grouping & {
    raw: readonly { floor: string; ceiling: string }[];
    short: readonly { from: Date; to: Date }[];
    long: readonly { from: Date; to: Date }[];
    limit: number;
  },
): Promise<CallEdgeRow[]> {
  const { raw, short, long, limit } = params;
  const parts = [
    ...raw.map((range) => rawPart(range, params)),
    ...short.map((span) => rolledPart(5, span, params)),
    ...long.map((span) => rolledPart(60, span, params)),
  ];
  const rows = await db.execute<CallEdgeRow>(sql`
    with counted as (${sql.join(parts, sql` union all `)})
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

function rawPart({ floor, ceiling }: { floor: string; ceiling: string }, grouping: Grouping): SQL {
  const tool = sql`case when action = 'callTool' and callee_kind = 'mcp-server' then operation end`;
  return sql`(
    select caller_kind, caller_id, callee_kind, callee_name, ${toolOf(tool, grouping)} as tool,
           ${frameOf(sql`started_at`, grouping)} as frame, currency, ${BIN_OF_CALL} as bin,
           count(*) as calls,
           count(*) filter (where status = 'admitted') as open,
           count(*) filter (where status = 'denied') as denied,
           count(*) filter (where status = 'held') as held,
           count(*) filter (where status in ('failed', 'outcome_unknown')) as failed,
           sum(cost) as cost, max(started_at) as last_at
    from calls
    where id >= ${floor}::uuid and id < ${ceiling}::uuid
    group by 1, 2, 3, 4, 5, 6, 7, 8)`;
}

function rolledPart(minutes: 5 | 60, { from, to }: { from: Date; to: Date }, grouping: Grouping): SQL {
  return sql`(
    select caller_kind, caller_id, callee_kind, callee_name, ${toolOf(sql`tool`, grouping)} as tool,
           ${frameOf(sql`span_at`, grouping)} as frame, currency, bin,
           sum(calls) as calls, sum(open) as open, sum(denied) as denied, sum(held) as held, sum(failed) as failed,
           sum(cost) as cost, max(last_at) as last_at
    from call_rollups
    where span_minutes = ${minutes} and span_at >= ${from.toISOString()}::timestamptz and span_at < ${to.toISOString()}::timestamptz
    group by 1, 2, 3, 4, 5, 6, 7, 8)`;
}

function toolOf(tool: SQL, { toolsOf }: Grouping): SQL {
  if (toolsOf.length === 0) return sql`null::text`;
  const names = sql.join(
    toolsOf.map((name) => sql`${name}`),
    sql`, `,
  );
  return sql`case when callee_name in (${names}) then ${tool} end`;
}

function frameOf(at: SQL, { frames }: Grouping): SQL {
  if (!frames) return sql`0`;
  const { originMs, frameMs, count } = frames;
  return sql`least(greatest(floor((extract(epoch from ${at})::float8 * 1000 - ${originMs}::float8) / ${frameMs}::float8), 0), ${count - 1})::int`;
}
