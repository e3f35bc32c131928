import { createLoader, parseAsBoolean, parseAsString } from "nuqs/server";
import type { Query } from "@/lib/core/query/query-field";
import { CALL_FIELDS, type CallFieldName } from "@/lib/records/call-fields.schema";
import { paramsForApi, queryOfSearch, querySearch } from "../query/query-search";

/** What the address of the list of calls says. One schema for server and browser. */
export const callSearch = {
  ...querySearch<CallFieldName>(CALL_FIELDS),
  live: parseAsBoolean.withDefault(true),
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

/** The key under which a list of calls is cached, on the server and in the browser. */
export function callsKey(query: string, before: string): readonly unknown[] {
  return ["calls", query, before];
}
