import { type SQL, sql } from "drizzle-orm";

/** Ids of calls from `floor` on, below `ceiling`. */
export interface IdRange {
  floor: string;
  ceiling: string;
}

/** Where a question about money reads: the lines of some calls, and the hours that have been added up. */
export interface CostSource {
  raw: readonly IdRange[];
  rolled: (IdRange & { without: readonly string[] }) | undefined;
}

/**
 * Lines and added-up hours as one, with `calls`, `succeeded` and the columns that both kinds of lines are grouped by. An hour's row has the lowest id of the hour, so bounds and buckets at full hours
 * take it as they take a line. Nothing that is added up knows its task: who asks for tasks reads lines only.
 */
export function usedFrom(table: "ledger" | "unpriced_usage", { raw, rolled }: CostSource): SQL {
  const priced = table === "ledger";
  const own = sql.raw(
    priced
      ? "cost, currency, 0::bigint as input_tokens, 0::bigint as output_tokens"
      : "null::numeric as cost, null::text as currency, input_tokens, output_tokens",
  );
  const groups = sql.raw("caller_id, callee_name, domain, model, operation, subject_id");
  const columns = sql`call_id, task_id, ${groups}, ${own}, 1 as calls, case when status = 'completed' then 1 else 0 end as succeeded`;
  const lines = linesOf(sql.raw(table), columns, raw);
  if (!rolled) return sql`(${lines})`;
  return sql`(${lines} union all
    select hour_id, null::text, ${groups}, cost, currency, input_tokens, output_tokens, calls, succeeded
    from cost_rollups where currency is ${sql.raw(priced ? "not null" : "null")} and hour_id >= ${rolled.floor}::uuid
      and hour_id < ${rolled.ceiling}::uuid and hour_id <> all(${sql.param([...rolled.without])}::uuid[]))`;
}

/** Of many ranges each is looked up by itself: the hours that midnights of an odd zone cut. */
function linesOf(table: SQL, columns: SQL, ranges: readonly IdRange[]): SQL {
  const [only, ...others] = ranges;
  if (only && others.length === 0) {
    return sql`select ${columns} from ${table} where call_id >= ${only.floor}::uuid and call_id < ${only.ceiling}::uuid`;
  }
  const floors = sql.param(ranges.map(({ floor }) => floor));
  const ceilings = sql.param(ranges.map(({ ceiling }) => ceiling));
  return sql`select l.* from unnest(${floors}::uuid[], ${ceilings}::uuid[]) r(floor, ceiling)
    cross join lateral (select ${columns} from ${table} where call_id >= r.floor and call_id < r.ceiling offset 0) l`;
}
