import { parseAsString, parseAsStringLiteral } from "nuqs/server";

const VERDICTS = ["passed", "failed"] as const;

/** What the address of a suite's results says. One schema for server and browser. */
export const resultSearch = {
  /** Only of this asset, as `kind/name`. */
  subject: parseAsString.withDefault(""),
  verdict: parseAsStringLiteral(VERDICTS),
  /** The list begins after this result. */
  before: parseAsString.withDefault(""),
  /** The result that is open beside the list. */
  result: parseAsString.withDefault(""),
};

export interface ResultFilters {
  subject: string;
  verdict: (typeof VERDICTS)[number] | null;
}

/** The filters as the API reads them. */
export function resultQuery(suite: string, { subject, verdict }: ResultFilters): URLSearchParams {
  const query = new URLSearchParams({ suite });
  if (subject) query.set("subject", subject);
  if (verdict) query.set("verdict", verdict);
  return query;
}

/** The key under which a list of results is cached, on the server and in the browser. */
export function resultsKey(query: string, before: string): readonly unknown[] {
  return ["suite-results", query, before];
}

/** The key under which one result is cached. */
export function resultKey(id: string): readonly unknown[] {
  return ["suite-result", id];
}
