import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { type CostSource, usedFrom } from "./cost-source";
import { matchesUsed, type UsedDimension, type UsedFilter, usedColumn } from "./used-calls";

/** What was spent on one day: on all that is asked about (`whole`), or on one group. */
export interface DayCost {
  currency: string;
  /** From 1. */
  day: number;
  whole: boolean;
  value: string | null;
  /** Exact decimal text. */
  cost: string;
  calls: number;
}

/**
 * What was spent on each day, and of that on each of the groups on which most was spent. Days without calls are left out.
 * @param params.dayFloors ids at which the days begin, ascending; the first one not above the filter's `floor`
 * @param params.top how many groups of each currency; 0 for none
 */
export async function sumCostsByDay(
  db: Db,
  params: {
    filter: UsedFilter;
    source: CostSource;
    dayFloors: readonly string[];
    by: UsedDimension;
    top: number;
  },
): Promise<DayCost[]> {
  const rows = await db.execute<DayCost & Record<string, unknown>>(sql`
    with cells as (
      select u.currency, width_bucket(u.call_id, ${sql.param([...params.dayFloors])}::uuid[]) as day, ${usedColumn(params.by)} as value,
        sum(u.cost) as cost, sum(u.calls) as calls
      from ${usedFrom("ledger", params.source)} u where ${matchesUsed(params.filter)} group by 1, 2, 3
    ), ranked as (
      select currency, value, row_number() over (partition by currency order by sum(cost) desc, value nulls last) as rank
      from cells group by 1, 2
    )
    select currency, day::int as day, true as whole, null as value, sum(cost)::text as cost, sum(calls)::int as calls
    from cells group by 1, 2
    union all
    select c.currency, c.day::int, false, c.value, c.cost::text, c.calls::int
    from cells c join ranked r on r.currency = c.currency and r.value is not distinct from c.value
    where r.rank <= ${params.top}`);
  return [...rows];
}

/** What a value of a dimension came to from a call on, and before it. */
export interface CauseRow {
  dimension: UsedDimension;
  value: string | null;
  cost: string;
  calls: number;
  pastCost: string;
  pastCalls: number;
}

/** What each value of some dimensions came to from `since` on and before, within the filter; those that changed most by themselves first. */
export async function listCostCauses(
  db: Db,
  params: {
    filter: UsedFilter;
    source: CostSource;
    dimensions: readonly UsedDimension[];
    since: string;
    pastDays: number;
    limit: number;
  },
): Promise<CauseRow[]> {
  const { dimensions } = params;
  const now = sql`filter (where u.call_id >= ${params.since}::uuid)`;
  const past = sql`filter (where u.call_id < ${params.since}::uuid)`;
  const sets = dimensions.map((dimension) => sql`(${usedColumn(dimension)})`);
  const name = dimensions.map((one) => sql`when grouping(${usedColumn(one)}) = 0 then ${one}::text`);
  const value = dimensions.map((one) => sql`when grouping(${usedColumn(one)}) = 0 then ${usedColumn(one)}`);
  const cost = sql`coalesce(sum(u.cost) ${now}, 0)`;
  const pastCost = sql`coalesce(sum(u.cost) ${past}, 0)`;
  const rows = await db.execute<CauseRow & Record<string, unknown>>(sql`
    select ${either(name)} as dimension, ${either(value)} as value, ${cost}::text as cost, coalesce(sum(u.calls) ${now}, 0)::int as calls,
      ${pastCost}::text as "pastCost", coalesce(sum(u.calls) ${past}, 0)::int as "pastCalls"
    from ${usedFrom("ledger", params.source)} u where ${matchesUsed(params.filter)}
    group by grouping sets (${sql.join(sets, sql`, `)})
    order by abs(${cost} - ${pastCost} / ${params.pastDays}) desc limit ${params.limit}`);
  return [...rows];
}

/** The month of a time in a time zone, from inclusive to exclusive. */
export async function findMonth(
  db: Db,
  params: { at: Date; zone: string },
): Promise<{ from: Date; to: Date }> {
  const { zone } = params;
  const start = sql`date_trunc('month', ${params.at.toISOString()}::timestamptz at time zone ${zone})`;
  const [row] = await db.execute<{ from: string; to: string }>(sql`
    select (extract(epoch from ${start} at time zone ${zone}) * 1000)::bigint::text as "from",
      (extract(epoch from (${start} + interval '1 month') at time zone ${zone}) * 1000)::bigint::text as "to"`);
  if (!row) throw new Error("the database knows no month");
  return { from: new Date(Number(row.from)), to: new Date(Number(row.to)) };
}

function either(cases: readonly SQL[]): SQL {
  return sql`case ${sql.join([...cases], sql` `)} end`;
}
