import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { CALL_PROTOCOLS, CALL_STATUSES } from "@/lib/records/call-names.schema";

/** What the address of the list of calls says. One schema for server and browser. */
export const callSearch = {
  status: parseAsArrayOf(parseAsStringLiteral(CALL_STATUSES)).withDefault([]),
  protocol: parseAsArrayOf(parseAsStringLiteral(CALL_PROTOCOLS)).withDefault([]),
  caller: parseAsString.withDefault(""),
  callee: parseAsString.withDefault(""),
  q: parseAsString.withDefault(""),
  live: parseAsBoolean.withDefault(true),
  /** The list begins below this call. */
  before: parseAsString.withDefault(""),
  /** The call that is open beside the list. */
  peek: parseAsString.withDefault(""),
};

export const loadCallSearch = createLoader(callSearch);

export type CallSearch = Awaited<ReturnType<typeof loadCallSearch>>;
export type CallFilters = Pick<CallSearch, "status" | "protocol" | "caller" | "callee" | "q">;

export function isFiltered(filters: CallFilters): boolean {
  return callQuery(filters).size > 0;
}

/** The filters as the console's API reads them. */
export function callQuery(filters: CallFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const status of filters.status) query.append("status", status);
  for (const protocol of filters.protocol) query.append("protocol", protocol);
  if (filters.caller) query.set("caller", filters.caller);
  if (filters.callee) query.set("callee", filters.callee);
  if (filters.q.trim()) query.set("q", filters.q.trim());
  return query;
}

/** The key under which a list of calls is cached, on the server and in the browser. */
export function callsKey(query: string, before: string): readonly unknown[] {
  return ["calls", query, before];
}
