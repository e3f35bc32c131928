import { type SQL, sql } from "drizzle-orm";

/** Ids of calls from `floor` on, below `ceiling`. */
export interface IdRange {
  floor: string;
  ceiling: string;
}

/** Where a question about money reads: the lines of some calls, and the hours that have been added up. */
export interface CostSource {
  raw: readonly IdRange[];
  rolled: readonly IdRange[];
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
  const lines = sql`select call_id, task_id, ${groups}, ${own}, 1 as calls, case when status = 'completed' then 1 else 0 end as succeeded
    from ${sql.raw(table)} where ${within("call_id", raw)}`;
  if (rolled.length === 0) return sql`(${lines})`;
  return sql`(${lines} union all
    select hour_id, null::text, ${groups}, cost, currency, input_tokens, output_tokens, calls, succeeded
    from cost_rollups where currency is ${sql.raw(priced ? "not null" : "null")} and (${within("hour_id", rolled)}))`;
}

function within(column: "call_id" | "hour_id", ranges: readonly IdRange[]): SQL {
  const id = sql.raw(column);
  if (ranges.length === 0) return sql`false`;
  const each = ranges.map(
    ({ floor, ceiling }) => sql`(${id} >= ${floor}::uuid and ${id} < ${ceiling}::uuid)`,
  );
  return sql.join(each, sql` or `);
}
