import type { Condition, Query, QueryField } from "./query-field";

/** A query as text, in the order of its fields. What `parseQuery` reads from it is the same query. */
export function printQuery<Name extends string>(
  query: Query<Name>,
  fields: readonly QueryField<Name>[],
): string {
  const terms = fields.flatMap(({ name }) => {
    const own = query.conditions.filter(({ field }) => field === name);
    return [
      listed(own.filter((one) => one.compare === "=" && !one.not)),
      listed(own.filter((one) => one.compare === "=" && one.not)),
      ...own.filter((one) => one.compare !== "=").map((one) => printCondition(one)),
    ];
  });
  return [...terms, ...query.text.split(/\s+/).map(printText)].filter((term) => term !== "").join(" ");
}

/** One condition as it is typed: `-protocol:mcp`, `cost>0.01`. */
export function printCondition({ field, not, compare, value }: Condition): string {
  return `${not ? "-" : ""}${field}${compare === "=" ? ":" : compare}${quoted(value)}`;
}

function listed(conditions: readonly Condition[]): string {
  const [first] = conditions;
  if (!first) return "";
  return `${first.not ? "-" : ""}${first.field}:${conditions.map(({ value }) => quoted(value)).join(",")}`;
}

function quoted(value: string): string {
  return value === "" || /[\s",\\]|^[<>=]/.test(value) ? inQuotes(value) : value;
}

/** Text that would be read as a field, a minus or a quote is put in quotes. */
function printText(word: string): string {
  return /^-|["\\]|^[a-z][a-z0-9_-]*[:<>=]/i.test(word) ? inQuotes(word) : word;
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
