import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { GRAPH_RANGES, type GraphRange, MAX_FRAMES } from "@/lib/records/mesh-graph-names.schema";

export const RANGE_NAMES = [...(Object.keys(GRAPH_RANGES) as GraphRange[]), "custom"] as const;

/** What the address of the graph says. One schema for server and browser. */
export const graphSearch = {
  /** Without one: the graph on a wide window, the table on a narrow one. */
  view: parseAsStringLiteral(["graph", "table"]),
  range: parseAsStringLiteral(RANGE_NAMES).withDefault("1h"),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  q: parseAsString.withDefault(""),
  /** Kinds and domains that are hidden. */
  hide: parseAsArrayOf(parseAsString).withDefault([]),
  hideDomain: parseAsArrayOf(parseAsString).withDefault([]),
  /** Whether what had no traffic is shown. */
  idle: parseAsBoolean.withDefault(true),
  /** MCP servers whose tools are shown. */
  tools: parseAsArrayOf(parseAsString).withDefault([]),
  /** The node or connection where the reader is, and whether its panel is open. */
  at: parseAsString.withDefault(""),
  panel: parseAsBoolean.withDefault(false),
  live: parseAsBoolean.withDefault(true),
  /** The span that a replay stands at. */
  frame: parseAsInteger,
  sort: parseAsString.withDefault("calls"),
  desc: parseAsBoolean.withDefault(true),
};

export const loadGraphSearch = createLoader(graphSearch);
export type GraphSearch = Awaited<ReturnType<typeof loadGraphSearch>>;

/** What is asked of the server, as its parameters. */
export function graphQuery(search: Pick<GraphSearch, "range" | "from" | "to" | "tools" | "frame">) {
  const query = new URLSearchParams();
  const { range, from, to, tools, frame } = search;
  if (range !== "custom") query.set("range", range);
  else if (from && to) {
    query.set("from", from.toISOString());
    query.set("to", to.toISOString());
  }
  if (frame !== null) query.set("frames", String(MAX_FRAMES));
  for (const server of tools) query.append("tools", server);
  return query;
}

/** The key under which a graph is cached, on the server and in the browser. */
export function graphKey(query: string): readonly unknown[] {
  return ["graph", query];
}

/** Whether the range ends now, so that its figures move. */
export function isMoving({ range, frame }: Pick<GraphSearch, "range" | "frame">): boolean {
  return range !== "custom" && frame === null;
}

export function isGraphFiltered(search: Pick<GraphSearch, "q" | "hide" | "hideDomain" | "idle">): boolean {
  return search.q !== "" || search.hide.length + search.hideDomain.length > 0 || !search.idle;
}
