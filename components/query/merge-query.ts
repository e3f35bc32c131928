import { type Condition, isComparable, type Query, type QueryField } from "@/lib/core/query/query-field";

/** A query with more conditions. A time and a comparison take the place of the one before; the same value is asked for once, and the last word says whether it is wanted. */
export function mergeQuery<Name extends string>(
  query: Query<Name>,
  more: Query<Name>,
  fields: readonly QueryField<Name>[],
): Query<Name> {
  const kept = query.conditions.filter(
    (old) => !more.conditions.some((fresh) => replaces(fresh, old, fields)),
  );
  return { conditions: [...kept, ...more.conditions], text: more.text };
}

export function withoutCondition<Name extends string>(query: Query<Name>, nth: number): Query<Name> {
  return { ...query, conditions: query.conditions.filter((_, at) => at !== nth) };
}

/** The values of a field that are asked for: what its menu has ticked. */
export function chosenValues<Name extends string>(query: Query<Name>, name: Name): string[] {
  return query.conditions.filter((one) => one.field === name && isPlain(one)).map(({ value }) => value);
}

/** The query with other values of one field asked for. */
export function withValues<Name extends string>(
  query: Query<Name>,
  name: Name,
  values: readonly string[],
): Query<Name> {
  const others = query.conditions.filter((one) => one.field !== name || !isPlain(one));
  const own = values.map((value) => ({ field: name, not: false, compare: "=", value }) as const);
  return { ...query, conditions: [...others, ...own] };
}

export function isPlain({ not, compare }: Condition): boolean {
  return !not && compare === "=";
}

function replaces(fresh: Condition, old: Condition, fields: readonly QueryField[]): boolean {
  const field = fields.find(({ name }) => name === fresh.field);
  if (!field || fresh.field !== old.field) return false;
  if (field.kind === "time") return true;
  return isComparable(field) ? fresh.compare === old.compare : fresh.value === old.value;
}
