"use client";

import "@xyflow/react/dist/base.css";
import { type Edge, type Node, ReactFlow, useStore } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { useKeyedState } from "../../data/use-keyed-state";
import { NODE_HEIGHT, NODE_WIDTH, type Positions } from "../layout/positions";
import type { ShownGraph } from "../shown-graph";
import { CallLine } from "./call-line";
import classes from "./drawing.module.css";
import { PartNode } from "./part-node";

const NODE_TYPES = { part: PartNode };
const EDGE_TYPES = { call: CallLine };
/** As many parts are put on the page at once: a large mesh then never holds the page up. */
const BATCH = 40;
/** Below this zoom nothing but a name can be read, so nothing else is drawn. */
const FAR_BELOW = 0.5;
export const ZOOM = { least: 0.04, most: 1.6 };

/** The drawing itself: nodes at their places and the lines between them. For the eye and the pointer only; keys and words are its frame's. */
export function Flow(props: {
  shown: ShownGraph;
  positions: Positions;
  walking: boolean;
  finding: boolean;
  onPick: (id: string) => void;
  onLeave: () => void;
}) {
  const { shown, positions, onPick, onLeave } = props;
  const placed = shown.nodes.map(({ id }) => id).filter((id) => positions.has(id));
  const drawnEnds = shown.edges.filter(
    ({ source, target }) => positions.has(source) && positions.has(target),
  );
  // New figures of the same parts: then nothing is placed or measured again.
  const [ids] = useKeyedState(placed.join("\n"), placed);
  const [ends] = useKeyedState(drawnEnds.map(({ id }) => id).join("\n"), drawnEnds);
  const nodes = useMemo(() => ids.map((id) => nodeAt(id, positions)), [ids, positions]);
  const edges = useMemo(() => ends.map(({ id, source, target }) => lineOf(id, source, target)), [ends]);
  const drawn = useGrowing(nodes.length + edges.length);
  const far = useStore(({ transform }) => transform[2] < FAR_BELOW);
  return (
    <ReactFlow
      className={classes.flow}
      data-far={far || undefined}
      data-walking={props.walking || undefined}
      data-finding={props.finding || undefined}
      nodes={drawn < nodes.length ? nodes.slice(0, drawn) : nodes}
      edges={drawn < nodes.length ? NO_EDGES : edges.slice(0, drawn - nodes.length)}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      selectionKeyCode={null}
      deleteKeyCode={null}
      panActivationKeyCode={null}
      multiSelectionKeyCode={null}
      disableKeyboardA11y
      zoomOnDoubleClick={false}
      proOptions={{ hideAttribution: true }}
      onNodeClick={(_event, { id }) => onPick(id)}
      onEdgeClick={(_event, { id }) => onPick(id)}
      onPaneClick={onLeave}
    />
  );
}

const NO_EDGES: Edge[] = [];

function nodeAt(id: string, positions: Positions): Node {
  const position = positions.get(id) ?? { x: 0, y: 0 };
  return { id, type: "part", position, data: {}, width: NODE_WIDTH, height: NODE_HEIGHT };
}

function lineOf(id: string, source: string, target: string): Edge {
  return { id, type: "call", source, target };
}

/** Counts up to `total`, a batch for each frame that the browser draws. */
function useGrowing(total: number): number {
  const [count, setCount] = useState(BATCH);
  useEffect(() => {
    if (count >= total) return;
    const frame = requestAnimationFrame(() => setCount(count + BATCH));
    return () => cancelAnimationFrame(frame);
  }, [count, total]);
  return count;
}
