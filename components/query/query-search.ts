import { parseAsArrayOf, parseAsString } from "nuqs/server";
import type { Query, QueryField } from "@/lib/core/query/query-field";
import { paramsOfQuery, queryOfParams } from "@/lib/core/query/query-params";

const LIST = parseAsArrayOf(parseAsString).withDefault([]);
const TEXT = parseAsString.withDefault("");

type Many = typeof LIST;
type QuerySearch<Name extends string> = Record<Name, Many> & { q: typeof TEXT };

/** What the address of a list says of its query: one name for each field, `q` for free text. Spread it into the screen's own nuqs schema. */
export function querySearch<Name extends string>(fields: readonly QueryField<Name>[]): QuerySearch<Name> {
  const lists = Object.fromEntries(fields.map(({ name }) => [name, LIST]));
  return { ...lists, q: TEXT } as QuerySearch<Name>;
}

/** The query as the address says it, and what of it cannot be read. */
export const queryOfSearch = queryOfParams;
export const searchOfQuery = paramsOfQuery;

/** The query as the console's own API takes it. */
export function paramsForApi<Name extends string>(
  query: Query<Name>,
  fields: readonly QueryField<Name>[],
): URLSearchParams {
  const found = new URLSearchParams();
  const { q, ...lists } = paramsOfQuery(query, fields);
  for (const { name } of fields) {
    for (const value of (lists as unknown as Record<Name, string[]>)[name]) found.append(name, value);
  }
  if (q.trim()) found.set("q", q.trim());
  return found;
}
