"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { MeshGraph } from "@/lib/records/mesh-graph.schema";
import type { LiveState } from "../calls/use-live-calls";
import { fetchJson } from "../data/fetch-json";
import { type GraphSearch, graphKey, graphQuery, isMoving } from "./graph-search";

/** How often the figures of a range are read again, in milliseconds: a longer one changes less and costs more. */
const EVERY_MS = { "5m": 3_000, "1h": 5_000, "24h": 15_000, "7d": 60_000, custom: 0 } as const;

/** The graph of the range that the address names, read again while it is live and somebody looks. */
export function useGraph(search: GraphSearch) {
  const query = graphQuery(search).toString();
  const moving = isMoving(search);
  const found = useQuery({
    queryKey: graphKey(query),
    queryFn: ({ signal }) => fetchJson<MeshGraph>(`/api/console/graph?${query}`, signal),
    refetchInterval: moving && search.live ? EVERY_MS[search.range] : false,
    staleTime: moving && search.live ? EVERY_MS[search.range] : Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  return { found, live: liveState(search, found) };
}

function liveState(
  search: GraphSearch,
  found: { isError: boolean; failureCount: number; isSuccess: boolean },
): LiveState {
  if (!isMoving(search) || !search.live) return "off";
  if (found.isError || found.failureCount > 0) return "reconnecting";
  return found.isSuccess ? "live" : "connecting";
}
