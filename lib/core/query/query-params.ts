import { COMPARISONS, type Condition, isComparable, type Query, type QueryField } from "./query-field";
import { misfit } from "./query-value";

/** Conditions by field as an address or a request carries them: `denied`, `-mcp`, `>0.01`. Free text is `q`. */
export type QueryParams<Name extends string> = Partial<Record<Name | "q", readonly string[] | string>>;

/**
 * Reads conditions from parameters.
 * @returns also what does not fit, in words
 */
export function queryOfParams<Name extends string>(
  params: QueryParams<Name>,
  fields: readonly QueryField<Name>[],
): { query: Query<Name>; wrong: readonly string[] } {
  const wrong: string[] = [];
  const conditions = fields.flatMap((field) =>
    listOf(params[field.name]).flatMap((text) => {
      const condition = conditionOf(field, text);
      const problem = misfit(field, condition.value);
      if (!problem) return [condition];
      wrong.push(`${problem.message} ${problem.hint}`);
      return [];
    }),
  );
  return { query: { conditions, text: listOf(params.q).join(" ").trim() }, wrong };
}

/** The parameters that `queryOfParams` reads; fields without a condition have an empty list. */
export function paramsOfQuery<Name extends string>(
  query: Query<Name>,
  fields: readonly QueryField<Name>[],
): Record<Name, string[]> & { q: string } {
  const lists = fields.map(({ name }) => [
    name,
    query.conditions.filter(({ field }) => field === name).map(textOf),
  ]);
  return { ...Object.fromEntries(lists), q: query.text };
}

function conditionOf<Name extends string>(field: QueryField<Name>, text: string): Condition<Name> {
  const { name } = field;
  if (isComparable(field)) {
    const compare = COMPARISONS.find((one) => text.startsWith(one));
    return {
      field: name,
      not: false,
      compare: compare ?? "=",
      value: compare ? text.slice(compare.length) : text,
    };
  }
  const not = text.startsWith("-") && field.kind !== "time" && !field.onlyWanted;
  const rest = not ? text.slice(1) : text;
  return { field: name, not, compare: "=", value: rest.startsWith("\\") ? rest.slice(1) : rest };
}

/** A backslash stands before a value that begins like a minus or with one. */
function textOf({ not, compare, value }: Condition): string {
  if (compare !== "=") return compare + value;
  return (not ? "-" : "") + (/^[-\\]/.test(value) ? "\\" : "") + value;
}

function listOf(param: readonly string[] | string | undefined): readonly string[] {
  if (param === undefined || param === "") return [];
  return typeof param === "string" ? [param] : param;
}
