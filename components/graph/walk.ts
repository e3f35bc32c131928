import { kindName } from "../calls/protocol-names";
import { formatCounted } from "../format/format-count";
import { formatErrors } from "./format-figures";
import type { GraphModel, ModelEdge, ModelNode } from "./graph-model";
import { HEALTH_WORDS } from "./health";
import { NODE_WIDTH, type Positions } from "./layout/positions";
import type { ShownGraph } from "./shown-graph";

export type Step = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

/**
 * Where a key leads: right to what is called, left to who calls, up and down within a column. From a connection: to its ends, or to the next one of the same caller. Stays where there is nothing.
 */
export function stepFrom(
  at: string,
  step: Step,
  shown: ShownGraph,
  positions: Positions,
): string | undefined {
  const edge = shown.edges.find(({ id }) => id === at);
  if (edge) return stepFromEdge(edge, step, shown, positions);
  const here = positions.get(at);
  const reading = inReadingOrder(shown, positions);
  if (!here || !shown.nodes.some(({ id }) => id === at)) return reading[0];
  switch (step) {
    case "Home":
      return reading[0];
    case "End":
      return reading.at(-1);
    case "ArrowRight":
      return nearest(
        shown.edges.filter(({ source }) => source === at).map(({ target }) => target),
        here,
        positions,
      );
    case "ArrowLeft":
      return nearest(
        shown.edges.filter(({ target }) => target === at).map(({ source }) => source),
        here,
        positions,
      );
    default: {
      const down = step === "ArrowDown" ? 1 : -1;
      const beyond = reading.filter((id) => ((positions.get(id)?.y ?? 0) - here.y) * down > 0);
      const column = beyond.filter((id) => Math.abs((positions.get(id)?.x ?? 0) - here.x) < NODE_WIDTH / 2);
      return nearest(column.length > 0 ? column : beyond, here, positions);
    }
  }
}

/** Where the reader is, in a sentence. */
export function sentenceAt(at: string, model: GraphModel, shown: ShownGraph): string {
  const edge = model.edges.get(at);
  if (edge) return edgeSentence(edge, model);
  const node = model.nodes.get(at);
  if (!node) return "";
  const callers = shown.edges.filter(({ target }) => target === at).length;
  const callees = shown.edges.filter(({ source }) => source === at).length;
  return `${node.title}, ${kindName(node.kind)}. ${HEALTH_WORDS[node.health]}: ${figuresInWords(node)}. Called by ${callers}, calls ${callees}.`;
}

function edgeSentence({ source, target, figures, health }: ModelEdge, { nodes }: GraphModel): string {
  const name = (id: string) => nodes.get(id)?.title ?? id;
  return `From ${name(source)} to ${name(target)}. ${HEALTH_WORDS[health]}: ${figuresInWords({ figures })}.`;
}

function figuresInWords({ figures }: Pick<ModelNode, "figures">): string {
  if (!figures || figures.calls === 0) return "no calls";
  return `${formatCounted(figures.calls, "call")}, ${formatErrors(figures)} errors, ${figures.denied} denied`;
}

function stepFromEdge(edge: ModelEdge, step: Step, shown: ShownGraph, positions: Positions): string {
  if (step === "ArrowLeft" || step === "Home") return edge.source;
  if (step === "ArrowRight" || step === "End") return edge.target;
  const y = (id: string) => positions.get(id)?.y ?? 0;
  const siblings = shown.edges
    .filter(({ source }) => source === edge.source)
    .sort((a, b) => y(a.target) - y(b.target));
  const next = siblings.findIndex(({ id }) => id === edge.id) + (step === "ArrowDown" ? 1 : -1);
  return siblings[next]?.id ?? edge.id;
}

/** What is connected first, by column from left to right, each from top to bottom; then the others. */
function inReadingOrder({ nodes, edges }: ShownGraph, positions: Positions): string[] {
  const place = (id: string) => positions.get(id) ?? { x: 0, y: 0 };
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const last = (id: string) => (linked.has(id) ? 0 : 1);
  return nodes
    .map(({ id }) => id)
    .filter((id) => positions.has(id))
    .sort((a, b) => last(a) - last(b) || place(a).x - place(b).x || place(a).y - place(b).y);
}

function nearest(
  ids: readonly string[],
  from: { x: number; y: number },
  positions: Positions,
): string | undefined {
  const distance = (id: string) => {
    const { x, y } = positions.get(id) ?? { x: 0, y: 0 };
    return Math.hypot((x - from.x) / 4, y - from.y);
  };
  return [...ids].sort((a, b) => distance(a) - distance(b))[0];
}
