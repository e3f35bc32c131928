import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { COST_DIMENSIONS, COST_GRANULARITIES } from "@/lib/cost/cost-names.schema";

export const TOPS = [5, 10, 25, 50, 100] as const;
export const COST_SORTS = ["cost", "previous", "change", "calls", "success"] as const;

/** What the address of the cost screen says. One schema for server and browser. */
export const costSearch = {
  /** How long ago, or an instant; `to` empty: until now. */
  from: parseAsString.withDefault("7d"),
  to: parseAsString.withDefault(""),
  by: parseAsStringLiteral(COST_DIMENSIONS).withDefault("model"),
  /** Empty: what gives a readable number of points. */
  granularity: parseAsStringLiteral(["", ...COST_GRANULARITIES]).withDefault(""),
  zone: parseAsString.withDefault("UTC"),
  top: parseAsInteger.withDefault(10),
  /** The one that is looked at; empty: the one in which most calls were paid. */
  currency: parseAsString.withDefault(""),
  /** Values of dimensions: `model:gpt-5`, or only `task` for calls that have none. */
  only: parseAsArrayOf(parseAsString).withDefault([]),
  not: parseAsArrayOf(parseAsString).withDefault([]),
  view: parseAsStringLiteral(["groups", "times"]).withDefault("groups"),
  sort: parseAsStringLiteral(["", ...COST_SORTS]).withDefault(""),
  order: parseAsStringLiteral(["desc", "asc"]).withDefault("desc"),
  /** The row that the keys have reached. */
  row: parseAsString.withDefault(""),
};

export const loadCostSearch = createLoader(costSearch);

export type CostSearch = Awaited<ReturnType<typeof loadCostSearch>>;

/** What the operation is asked, as the console's API reads it. */
export function costQuery(search: CostSearch): URLSearchParams {
  const query = new URLSearchParams({ from: search.from, by: search.by, zone: search.zone });
  if (search.to) query.set("to", search.to);
  if (search.granularity) query.set("granularity", search.granularity);
  query.set("top", String(search.top));
  for (const value of search.only) query.append("only", value);
  for (const value of search.not) query.append("not", value);
  return query;
}

/** What the forecast of the month is asked: it has a time of its own. */
export function forecastQuery({ zone, only, not }: CostSearch): URLSearchParams {
  const query = new URLSearchParams({ zone });
  for (const value of only) query.append("only", value);
  for (const value of not) query.append("not", value);
  return query;
}

/** The keys under which answers are cached, on the server and in the browser. */
export function costsKey(query: string): readonly unknown[] {
  return ["costs", query];
}

export function forecastKey(query: string): readonly unknown[] {
  return ["cost-forecast", query];
}

export function anomaliesKey(query: string): readonly unknown[] {
  return ["cost-anomalies", query];
}
