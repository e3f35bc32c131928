import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { COST_LINE_KINDS } from "@/lib/cost/cost-names.schema";
import { CALL_PROTOCOLS, CALL_STATUSES } from "@/lib/records/call-names.schema";

/** What the address of the list of calls says. One schema for server and browser. */
export const callSearch = {
  status: parseAsArrayOf(parseAsStringLiteral(CALL_STATUSES)).withDefault([]),
  protocol: parseAsArrayOf(parseAsStringLiteral(CALL_PROTOCOLS)).withDefault([]),
  caller: parseAsString.withDefault(""),
  callee: parseAsString.withDefault(""),
  /** Begun from and before these instants, ISO 8601. */
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  operation: parseAsString.withDefault(""),
  task: parseAsString.withDefault(""),
  subject: parseAsString.withDefault(""),
  domain: parseAsString.withDefault(""),
  model: parseAsString.withDefault(""),
  cost: parseAsStringLiteral(["", ...COST_LINE_KINDS]).withDefault(""),
  currency: parseAsString.withDefault(""),
  /** Values of what calls that used tokens are grouped by: `model:gpt-5`, or `task` for none. */
  only: parseAsArrayOf(parseAsString).withDefault([]),
  not: parseAsArrayOf(parseAsString).withDefault([]),
  q: parseAsString.withDefault(""),
  live: parseAsBoolean.withDefault(true),
  /** The list begins below this call. */
  before: parseAsString.withDefault(""),
  /** The call that is open beside the list. */
  peek: parseAsString.withDefault(""),
};

export const loadCallSearch = createLoader(callSearch);

export type CallSearch = Awaited<ReturnType<typeof loadCallSearch>>;
export type CallFilters = Omit<CallSearch, "live" | "before" | "peek">;

/** Filters that hold one text. */
export const TEXT_FILTERS = [
  "caller",
  "callee",
  "from",
  "to",
  "operation",
  "task",
  "subject",
  "domain",
  "model",
  "cost",
  "currency",
] as const satisfies readonly (keyof CallFilters)[];

/** What the filters say when nothing is filtered. */
export const NO_FILTERS = {
  ...(Object.fromEntries(TEXT_FILTERS.map((name) => [name, ""])) as Record<
    (typeof TEXT_FILTERS)[number],
    ""
  >),
  status: [],
  protocol: [],
  only: [],
  not: [],
  q: "",
} satisfies CallFilters;

export function isFiltered(filters: CallFilters): boolean {
  return callQuery(filters).size > 0;
}

/** The filters as the console's API reads them. */
export function callQuery(filters: CallFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const status of filters.status) query.append("status", status);
  for (const protocol of filters.protocol) query.append("protocol", protocol);
  for (const name of TEXT_FILTERS) if (filters[name]) query.set(name, filters[name]);
  for (const value of filters.only) query.append("only", value);
  for (const value of filters.not) query.append("not", value);
  if (filters.q.trim()) query.set("q", filters.q.trim());
  return query;
}

/** The key under which a list of calls is cached, on the server and in the browser. */
export function callsKey(query: string, before: string): readonly unknown[] {
  return ["calls", query, before];
}
