import type { TableSort } from "../table/column";
import { errorShare } from "./figures";
import type { GraphModel, ModelEdge } from "./graph-model";

/** Connections as the table lists them, by one of its columns; equals by name, so that an order is the same each time. */
export function sortEdges(
  edges: readonly ModelEdge[],
  sort: TableSort | undefined,
  nodes: GraphModel["nodes"],
): readonly ModelEdge[] {
  const name = ({ source, target }: ModelEdge) =>
    `${nodes.get(source)?.title ?? source} → ${nodes.get(target)?.title ?? target}`;
  const value = VALUES[sort?.column ?? "calls"];
  const direction = (sort?.descending ?? true) ? -1 : 1;
  const byName = (a: ModelEdge, b: ModelEdge) => name(a).localeCompare(name(b), "en");
  return [...edges].sort((a, b) => {
    if (!value) return direction * byName(a, b);
    return direction * compare(value(a), value(b)) || byName(a, b);
  });
}

const VALUES: Record<string, (edge: ModelEdge) => number | string> = {
  calls: ({ figures }) => figures?.calls ?? 0,
  rate: ({ figures }) => figures?.calls ?? 0,
  errors: ({ figures }) => (figures ? errorShare(figures) : -1),
  denied: ({ figures }) => figures?.denied ?? 0,
  p50: ({ figures }) => figures?.p50Us ?? -1,
  p95: ({ figures }) => figures?.p95Us ?? -1,
  cost: ({ figures }) => Number(figures?.cost[0]?.amount ?? -1),
  last: ({ figures }) => figures?.lastAt ?? "",
};

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
