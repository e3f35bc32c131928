import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { type CostSource, usedFrom } from "./cost-source";
import { matchesUsed, type UsedDimension, type UsedFilter, usedColumn } from "./used-calls";

export type CostGranularity = "hour" | "day" | "week";

/**
 * Where each hour, day or week (from Monday) of a range begins in a time zone, the first one at or before `from`. Days in which the clock changes are as long as they are.
 * @param params.zone a name that the time zone database has
 */
export async function listBucketStarts(
  db: Db,
  params: { from: Date; to: Date; granularity: CostGranularity; zone: string },
): Promise<Date[]> {
  const { granularity, zone } = params;
  const [from, to] = [params.from.toISOString(), params.to.toISOString()];
  const rows = await db.execute<{ ms: string }>(
    granularity === "hour"
      ? sql`select (extract(epoch from s) * 1000)::bigint::text as ms
          from generate_series(date_trunc('hour', ${from}::timestamptz, ${zone}), ${to}::timestamptz - interval '1 millisecond', interval '1 hour') s`
      : sql`select (extract(epoch from s at time zone ${zone}) * 1000)::bigint::text as ms
          from generate_series(date_trunc(${granularity}, ${from}::timestamptz at time zone ${zone}),
            (${to}::timestamptz - interval '1 millisecond') at time zone ${zone}, ('1 ' || ${granularity})::interval) s`,
  );
  return rows.map(({ ms }) => new Date(Number(ms)));
}

/** What a group came to in one bucket. */
export interface CostCell {
  currency: string;
  /** The value that the calls have in common; null for none, and for the groups below the top. */
  value: string | null;
  /** From 1, by what was spent; the one after the top stands for all the others together. */
  rank: number;
  /** How many groups there are in this currency. */
  groups: number;
  /** From 1. */
  bucket: number;
  /** Exact decimal text. */
  cost: string;
  calls: number;
  succeeded: number;
}

/**
 * What was spent, by group and bucket, in each currency apart. Buckets are told apart by the ids at which they begin, the same bounds by which lists of calls are narrowed, so every figure is the sum of a list.
 * @param params.bucketFloors ids, ascending; the first one not above the filter's `floor`
 */
export async function sumCosts(
  db: Db,
  params: {
    filter: UsedFilter;
    source: CostSource;
    by: UsedDimension;
    top: number;
    bucketFloors: readonly string[];
  },
): Promise<CostCell[]> {
  const rows = await db.execute<CostCell & Record<string, unknown>>(sql`
    with cells as (
      select u.currency, ${usedColumn(params.by)} as value, ${bucketOf(params.bucketFloors)} as bucket,
        sum(u.cost) as cost, sum(u.calls) as calls, sum(u.succeeded) as succeeded
      from ${usedFrom("ledger", params.source)} u where ${matchesUsed(params.filter)} group by 1, 2, 3
    ), ranked as (
      select currency, value,
        row_number() over (partition by currency order by sum(cost) desc, value nulls last) as rank,
        count(*) over (partition by currency) as groups
      from cells group by 1, 2
    )
    select r.currency, case when r.rank <= ${params.top} then r.value end as value,
      least(r.rank, ${params.top + 1}::int)::int as rank, r.groups::int as groups, c.bucket::int as bucket,
      sum(c.cost)::text as cost, sum(c.calls)::int as calls, sum(c.succeeded)::int as succeeded
    from cells c join ranked r
      on r.currency = c.currency and coalesce(r.value, '') = coalesce(c.value, '') and (r.value is null) = (c.value is null)
    group by 1, 2, 3, 4, 5 order by 1, 3, 5`);
  return [...rows];
}

/** What some groups, and each currency as a whole (`whole`), came to. */
export async function sumCostsOf(
  db: Db,
  params: { filter: UsedFilter; source: CostSource; by: UsedDimension; values: readonly string[] },
): Promise<{ currency: string; value: string | null; whole: boolean; cost: string; calls: number }[]> {
  const column = usedColumn(params.by);
  const rows = await db.execute<{
    currency: string;
    value: string | null;
    whole: boolean;
    cost: string;
    calls: number;
  }>(sql`
    select u.currency, ${column} as value, grouping(${column}) = 1 as whole, sum(u.cost)::text as cost, sum(u.calls)::int as calls
    from ${usedFrom("ledger", params.source)} u where ${matchesUsed(params.filter)}
    group by grouping sets ((u.currency, ${column}), (u.currency))
    having grouping(${column}) = 1 or ${column} is null or ${column} = any(${sql.param([...params.values])}::text[])`);
  return [...rows];
}

/** Tokens that no price was set for, by group; ranked by how many calls. */
export async function sumUnpriced(
  db: Db,
  params: { filter: UsedFilter; source: CostSource; by: UsedDimension; top: number },
): Promise<
  {
    value: string | null;
    rank: number;
    groups: number;
    calls: number;
    inputTokens: number;
    outputTokens: number;
  }[]
> {
  const rows = await db.execute<{
    value: string | null;
    rank: number;
    groups: number;
    calls: number;
    inputTokens: number;
    outputTokens: number;
  }>(sql`
    with ranked as (
      select ${usedColumn(params.by)} as value, sum(u.calls) as calls, sum(u.input_tokens) as input, sum(u.output_tokens) as output,
        row_number() over (order by sum(u.calls) desc, ${usedColumn(params.by)} nulls last) as rank, count(*) over () as groups
      from ${usedFrom("unpriced_usage", params.source)} u where ${matchesUsed(params.filter)} group by 1
    )
    select case when rank <= ${params.top} then value end as value, least(rank, ${params.top + 1}::int)::int as rank,
      groups::int as groups, sum(calls)::int as calls, sum(input)::float8 as "inputTokens", sum(output)::float8 as "outputTokens"
    from ranked group by 1, 2, 3 order by 2`);
  return [...rows];
}

export interface CostLineRow {
  callId: string;
  endedAt: Date;
  caller: string;
  subject: string | null;
  callee: string;
  domain: string | null;
  model: string | null;
  operation: string | null;
  task: string | null;
  status: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Null where no price was set. */
  cost: string | null;
  currency: string | null;
  price: unknown;
}

/** Lines of the ledger and of what has no price (`priced` chooses one of the two), oldest call first, after `after`. */
export async function listCostLines(
  db: Db,
  params: { filter: UsedFilter; priced?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<CostLineRow[]> {
  const { filter, limit } = params;
  const after = params.after ? sql`u.call_id > ${params.after}::uuid` : sql`true`;
  const shared = sql.raw(
    `u.call_id as "callId", u.at as "endedAt", u.caller_id as caller, u.subject_id as subject, u.callee_name as callee, u.domain, u.model, u.operation, u.task_id as task, u.status`,
  );
  const priced = sql`(select ${shared}, (u.usage->>'inputTokens')::float8 as "inputTokens", (u.usage->>'outputTokens')::float8 as "outputTokens",
      u.cost::text as cost, u.currency, u.price
    from ledger u where ${matchesUsed(filter)} and ${after} order by u.call_id limit ${limit})`;
  const unpriced = sql`(select ${shared}, u.input_tokens::float8 as "inputTokens", u.output_tokens::float8 as "outputTokens",
      null::text as cost, null::text as currency, null::jsonb as price
    from unpriced_usage u where ${matchesUsed(filter)} and ${after} order by u.call_id limit ${limit})`;
  // What has no price has no currency either.
  const onlyPriced = params.priced === true || filter.currency !== undefined;
  const both = sql`${priced} union all ${unpriced} order by "callId" limit ${limit}`;
  const rows = await db.execute<CostLineRow & Record<string, unknown>>(
    onlyPriced ? priced : params.priced === false ? unpriced : both,
  );
  return rows.map((row) => ({ ...row, endedAt: new Date(row.endedAt) }));
}

function bucketOf(floors: readonly string[]): SQL {
  return sql`width_bucket(u.call_id, ${sql.param([...floors])}::uuid[])`;
}
