import type { GraphModel, ModelEdge, ModelNode } from "./graph-model";
import type { GraphSearch } from "./graph-search";

/** What of the graph is shown, and what of that was looked for. */
export interface ShownGraph {
  nodes: readonly ModelNode[];
  edges: readonly ModelEdge[];
  /** Ids of the nodes that match the text, in the order of their names; all empty without a text. */
  found: readonly string[];
  hidden: number;
}

/** Leaves out what is hidden. What matches the text is shown although it is idle: who looks for a thing wants to see it. */
export function shownGraph(
  model: GraphModel,
  search: Pick<GraphSearch, "q" | "hide" | "hideDomain" | "idle">,
): ShownGraph {
  const text = search.q.trim().toLowerCase();
  const all = [...model.nodes.values()];
  const matches =
    text === "" ? new Set<string>() : new Set(all.filter((n) => matchesText(n, text)).map(idOf));
  const nodes = all.filter((node) => {
    if (search.hide.includes(node.kind)) return false;
    if (node.domain !== null && search.hideDomain.includes(node.domain)) return false;
    return search.idle || matches.has(node.id) || isBusy(node);
  });
  const shown = new Set(nodes.map(idOf));
  const edges = [...model.edges.values()].filter(
    ({ source, target, figures }) =>
      shown.has(source) && shown.has(target) && (search.idle || (figures?.calls ?? 0) > 0),
  );
  const found = nodes
    .filter(({ id }) => matches.has(id))
    .sort((a, b) => a.title.localeCompare(b.title, "en"));
  return { nodes, edges, found: found.map(idOf), hidden: all.length - nodes.length };
}

/** Connections for the table: those that are shown, with a text only those with an end that matches. */
export function listedEdges({ edges, found }: ShownGraph, text: string): readonly ModelEdge[] {
  if (text.trim() === "") return edges;
  const matches = new Set(found);
  return edges.filter(({ source, target }) => matches.has(source) || matches.has(target));
}

function isBusy({ incoming, outgoing }: ModelNode): boolean {
  return (incoming?.calls ?? 0) + (outgoing?.calls ?? 0) > 0;
}

function matchesText({ name, title, domain }: ModelNode, text: string): boolean {
  return [name, title, domain ?? ""].some((part) => part.toLowerCase().includes(text));
}

function idOf({ id }: ModelNode): string {
  return id;
}
