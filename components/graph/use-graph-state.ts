"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { MeshGraph } from "@/lib/records/mesh-graph.schema";
import { atFrame, frameTimes } from "./at-frame";
import type { Span } from "./call-links";
import { type GraphModel, graphModelOf } from "./graph-model";
import { type GraphSearch, graphSearch } from "./graph-search";
import { type ShownGraph, shownGraph } from "./shown-graph";

const TYPING_MS = 120;

/** What the address says, and how to change it. */
export function useGraphSearch() {
  return useQueryStates(graphSearch, { history: "replace", throttleMs: TYPING_MS });
}

export interface SeenGraph {
  model: GraphModel;
  shown: ShownGraph;
  /** What the figures are about: the range, or one span of it. */
  span: Span;
  rangeMs: number;
  /** The span of a replay, as far as its figures have been read. */
  frame: number | null;
}

/** The graph as the address asks for it: at its moment, without what is hidden. */
export function useSeenGraph(graph: MeshGraph | undefined, search: GraphSearch): SeenGraph | undefined {
  const frame =
    graph && search.frame !== null && graph.frames > 1
      ? Math.min(Math.max(search.frame, 0), graph.frames - 1)
      : null;
  const tools = search.tools.join("\n");
  const model = useMemo(() => {
    if (!graph) return undefined;
    return graphModelOf(
      frame === null ? graph : atFrame(graph, frame),
      tools === "" ? [] : tools.split("\n"),
    );
  }, [graph, frame, tools]);
  const { q, idle } = search;
  const hide = search.hide.join("\n");
  const hideDomain = search.hideDomain.join("\n");
  const shown = useMemo(
    () => model && shownGraph(model, { q, hide: hide.split("\n"), hideDomain: hideDomain.split("\n"), idle }),
    [model, q, hide, hideDomain, idle],
  );
  if (!graph || !model || !shown) return undefined;
  const span = frame === null ? { from: graph.from, to: graph.to } : frameTimes(graph, frame);
  const rangeMs = Date.parse(span.to) - Date.parse(span.from);
  return { model, shown, span: { from: span.from, to: span.to }, rangeMs, frame };
}
