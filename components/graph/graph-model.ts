import type { CallFigures, GraphEdge, GraphNode, MeshGraph } from "@/lib/records/mesh-graph.schema";
import { sumFigures } from "./figures";
import { type Health, healthOf } from "./health";

/** A part of the mesh as it is drawn. `figures` are of the calls that it answered, or made where it only calls. */
export interface ModelNode extends Omit<GraphNode, "tools"> {
  figures: CallFigures | undefined;
  /** What it was called, and what it called. */
  incoming: CallFigures | undefined;
  outgoing: CallFigures | undefined;
  health: Health;
  /** How many tools an MCP server has. */
  toolCount: number;
  /** For a tool: id of its server. */
  server?: string;
}

/** A connection as it is drawn: all calls of one caller to one callee, or of everybody to one tool. */
export interface ModelEdge {
  id: string;
  source: string;
  target: string;
  figures: CallFigures | undefined;
  health: Health;
  /** The calls behind it, by caller and tool. */
  parts: readonly GraphEdge[];
}

export interface GraphModel {
  nodes: ReadonlyMap<string, ModelNode>;
  edges: ReadonlyMap<string, ModelEdge>;
}

/**
 * What there is to draw. An MCP server whose tools are shown gets a node for each tool; the connection to it stands for the calls of that tool by anybody.
 * @param opened names of these servers
 */
export function graphModelOf(graph: MeshGraph, opened: readonly string[]): GraphModel {
  const edges = new Map<string, ModelEdge>();
  const put = (source: string, target: string, parts: readonly GraphEdge[], suspended: boolean) => {
    const id = edgeId(source, target);
    const figures = sumFigures(parts);
    edges.set(id, { id, source, target, figures, health: healthOf(figures, suspended), parts });
  };
  for (const parts of groupBy(graph.edges, ({ caller, callee }) => edgeId(caller, callee)).values()) {
    const [first] = parts;
    if (first) put(first.caller, first.callee, parts, false);
  }
  const incoming = groupBy(graph.edges, ({ callee }) => callee);
  const outgoing = groupBy(graph.edges, ({ caller }) => caller);
  const nodes = new Map<string, ModelNode>();
  for (const { tools, ...node } of graph.nodes) {
    const called = sumFigures(incoming.get(node.id) ?? []);
    const calling = sumFigures(outgoing.get(node.id) ?? []);
    const figures = called ?? calling;
    const health = healthOf(figures, node.suspended);
    const parts = incoming.get(node.id) ?? [];
    const names = [...new Set([...tools, ...parts.flatMap(({ tool }) => (tool === null ? [] : [tool]))])];
    nodes.set(node.id, {
      ...node,
      figures,
      incoming: called,
      outgoing: calling,
      health,
      toolCount: names.length,
    });
    if (node.kind !== "mcp-server" || !opened.includes(node.name)) continue;
    for (const name of names) {
      const own = parts.filter(({ tool }) => tool === name);
      const tool = toolNode(node, name, sumFigures(own));
      nodes.set(tool.id, tool);
      put(node.id, tool.id, own, node.suspended);
    }
  }
  return { nodes, edges };
}

export function edgeId(source: string, target: string): string {
  return `${source}>${target}`;
}

function toolNode(
  server: Omit<GraphNode, "tools">,
  name: string,
  figures: CallFigures | undefined,
): ModelNode {
  return {
    id: `tool:${server.name}/${name}`,
    kind: "tool",
    name,
    title: name,
    domain: server.domain,
    lifecycle: null,
    suspended: server.suspended,
    figures,
    incoming: figures,
    outgoing: undefined,
    health: healthOf(figures, server.suspended),
    toolCount: 0,
    server: server.id,
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
