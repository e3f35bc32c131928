import type { CallFigures, GraphEdge, MeshGraph } from "@/lib/records/mesh-graph.schema";

/** The graph with the figures of one span of its range. Connections that did nothing in it stay, without figures worth drawing. */
export function atFrame(graph: MeshGraph, frame: number): MeshGraph {
  return { ...graph, edges: graph.edges.map((edge) => ({ ...edge, ...figuresAt(edge, frame) })) };
}

/** When a span begins and ends, within the range; `lengthMs` is what its figures are about. */
export function frameTimes(
  graph: Pick<MeshGraph, "from" | "to" | "framesFrom" | "frameMs">,
  frame: number,
): { from: string; to: string; lengthMs: number } {
  const startMs = Date.parse(graph.framesFrom) + frame * graph.frameMs;
  const fromMs = Math.max(startMs, Date.parse(graph.from));
  const toMs = Math.min(startMs + graph.frameMs, Date.parse(graph.to));
  return {
    lengthMs: toMs - fromMs,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
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
