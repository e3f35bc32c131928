import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Query } from "@/lib/core/query/query-field";
import { CALL_FIELDS, type CallFieldName } from "@/lib/records/call-fields.schema";
import { CALL_SORTS } from "@/lib/records/call-names.schema";
import { paramsForApi, queryOfSearch, querySearch } from "../query/query-search";
import type { TableSort } from "../table/column";

/** What the address of the list of calls says. One schema for server and browser. */
export const callSearch = {
  ...querySearch<CallFieldName>(CALL_FIELDS),
  live: parseAsBoolean.withDefault(true),
  /** Without it the newest first. */
  sort: parseAsStringLiteral(CALL_SORTS),
  /** The list begins below this call. */
  before: parseAsString.withDefault(""),
  /** The call that is open beside the list. */
  peek: parseAsString.withDefault(""),
};

export const loadCallSearch = createLoader(callSearch);

export type CallSearch = Awaited<ReturnType<typeof loadCallSearch>>;
export type CallQuery = Query<CallFieldName>;

export function callQueryOf(search: CallSearch): CallQuery {
  return queryOfSearch(search, CALL_FIELDS).query;
}

/** What the address asks for and cannot be had, in words. */
export function wrongIn(search: CallSearch): readonly string[] {
  return queryOfSearch(search, CALL_FIELDS).wrong;
}

/** The filters as the console's API reads them. */
export function callParams(query: CallQuery): URLSearchParams {
  return paramsForApi(query, CALL_FIELDS);
}

/** What a list of calls is asked: its filters and its order. */
export function listParams(query: CallQuery, sort: CallSearch["sort"]): URLSearchParams {
  const params = callParams(query);
  if (sort) params.set("sort", sort);
  return params;
}

/** The order as the table's heads show it. */
export function tableSortOf(sort: CallSearch["sort"]): TableSort | undefined {
  return sort ? { column: sort.replace("-", ""), descending: sort.startsWith("-") } : undefined;
}

export function searchSortOf(sort: TableSort | undefined): CallSearch["sort"] {
  const name = sort && `${sort.descending ? "-" : ""}${sort.column}`;
  return CALL_SORTS.find((one) => one === name) ?? null;
}

/** The key under which a list of calls is cached, on the server and in the browser. */
export function callsKey(query: string, before: string): readonly unknown[] {
  return ["calls", query, before];
}
