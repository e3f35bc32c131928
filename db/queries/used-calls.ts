import { type SQL, sql } from "drizzle-orm";

/** What calls are grouped and narrowed by where they used tokens, and the column that has it in `ledger` and in `unpriced_usage`. */
export const USED_COLUMNS = {
  domain: "domain",
  caller: "caller_id",
  callee: "callee_name",
  model: "model",
  operation: "operation",
  task: "task_id",
  subject: "subject_id",
} as const;
export type UsedDimension = keyof typeof USED_COLUMNS;

export interface UsedValue {
  dimension: UsedDimension;
  /** Null stands for calls that have none. */
  value: string | null;
}

/** Which of the calls that used tokens are meant. */
export interface UsedFilter {
  /** Ids not below this one. */
  floor?: string;
  /** Ids below this one. */
  ceiling?: string;
  /** Values of one dimension are alternatives, dimensions narrow each other. */
  only?: readonly UsedValue[];
  not?: readonly UsedValue[];
  currency?: string;
}

/** The condition on a row of `ledger` or `unpriced_usage` that goes by the name `u` in the statement. Only `ledger` has a currency. */
export function matchesUsed(filter: UsedFilter): SQL {
  const { only = [], not = [] } = filter;
  const dimensions = [...new Set(only.map(({ dimension }) => dimension))];
  const conditions = [
    filter.floor ? sql`u.call_id >= ${filter.floor}::uuid` : undefined,
    filter.ceiling ? sql`u.call_id < ${filter.ceiling}::uuid` : undefined,
    filter.currency ? sql`u.currency = ${filter.currency}` : undefined,
    ...dimensions.map((dimension) => {
      const values = only.filter((one) => one.dimension === dimension);
      return sql`(${sql.join(values.map(isValue), sql` or `)})`;
    }),
    ...not.map((value) => sql`not (${isValue(value)})`),
  ].filter((condition) => condition !== undefined);
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

/** Never unknown: a row without the value does not have it. */
function isValue({ dimension, value }: UsedValue): SQL {
  const column = usedColumn(dimension);
  return value === null ? sql`${column} is null` : sql`${column} is not distinct from ${value}`;
}

/** The name is one of the table above, so it is safe in a statement. */
export function usedColumn(dimension: UsedDimension): SQL {
  return sql.raw(`u.${USED_COLUMNS[dimension]}`);
}
