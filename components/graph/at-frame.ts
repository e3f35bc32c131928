import type { CallFigures, GraphEdge, MeshGraph } from "@/lib/records/mesh-graph.schema";

/** The graph with the figures of one span of its range. Connections that did nothing in it stay, without figures worth drawing. */
export function atFrame(graph: MeshGraph, frame: number): MeshGraph {
  return { ...graph, edges: graph.edges.map((edge) => ({ ...edge, ...figuresAt(edge, frame) })) };
}

/** Milliseconds of one span, and when the span begins and ends. */
export function frameTimes(graph: Pick<MeshGraph, "from" | "to" | "frames">, frame: number) {
  const fromMs = Date.parse(graph.from);
  const lengthMs = (Date.parse(graph.to) - fromMs) / Math.max(graph.frames, 1);
  const startMs = fromMs + frame * lengthMs;
  return {
    lengthMs,
    from: new Date(startMs).toISOString(),
    to: new Date(startMs + lengthMs).toISOString(),
  };
}

/** Medians, costs and durations are told of the range only; a span has what moves: calls, failures, refusals and the slow end. */
function figuresAt(edge: GraphEdge, frame: number): CallFigures {
  const span = edge.frames.find(({ at }) => at === frame);
  const calls = span?.calls ?? 0;
  const denied = span?.denied ?? 0;
  return {
    calls,
    denied,
    failed: span?.failed ?? 0,
    open: 0,
    held: calls - denied - (span?.answered ?? 0),
    p50Us: null,
    p95Us: span?.p95Us ?? null,
    latency: [],
    cost: [],
    lastAt: edge.lastAt,
  };
}
