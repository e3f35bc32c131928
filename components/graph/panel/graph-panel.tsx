"use client";

import { IconListDetails } from "@/components/icons";
import { Peek, type PeekLink } from "../../data/peek";
import { callsHref, callsOfEdge, callsOfNode, nodeHref, type Span } from "../call-links";
import classes from "../graph.module.css";
import type { GraphModel } from "../graph-model";
import { EdgeDetails } from "./edge-details";
import { NodeDetails } from "./node-details";

export interface GraphPanelProps {
  model: GraphModel;
  at: string;
  span: Span;
  rangeMs: number;
  /** In a replay: figures of one span only. */
  brief: boolean;
  opened: readonly string[];
  onAt: (id: string) => void;
  onClose: () => void;
  onToggleTools: (server: string) => void;
}

/** A node or a connection beside the graph: its figures, its neighbours, what went wrong last, and the calls behind it. */
export function GraphPanel(props: GraphPanelProps) {
  const { model, at, span, onClose } = props;
  const node = model.nodes.get(at);
  const edge = model.edges.get(at);
  const asset = node && nodeHref(node);
  const query = node
    ? callsOfNode(node, node.incoming ? "callee" : "caller", span)
    : edge && callsOfEdge(edge, span);
  const links: PeekLink[] = [];
  if (asset) links.push({ label: "Open in catalog", href: asset });
  if (query) links.push({ label: "Calls", href: callsHref(query), icon: IconListDetails });
  return (
    <Peek label="Details" links={links} close="Close details" onClose={onClose} slim>
      <div className={classes.details}>
        {node ? (
          <NodeDetails {...props} node={node} />
        ) : edge ? (
          <EdgeDetails {...props} edge={edge} />
        ) : (
          <p className={classes.dim}>Nothing of this name is in the graph in this time.</p>
        )}
      </div>
    </Peek>
  );
}
