"use client";

import { ActionIcon, Button } from "@mantine/core";
import Link from "next/link";
import { IconArrowsDiagonal, IconListDetails, IconX } from "@/components/icons";
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
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
    <aside className={classes.panel} aria-label="Details" tabIndex={0}>
      <div className={classes.panelBar}>
        <span className={classes.panelLinks}>
          {asset ? (
            <Button
              component={Link}
              href={asset}
              variant="default"
              size="xs"
              leftSection={<IconArrowsDiagonal size={14} aria-hidden />}
            >
              Open in catalog
            </Button>
          ) : null}
          {query ? (
            <Button
              component={Link}
              href={callsHref(query)}
              variant="default"
              size="xs"
              leftSection={<IconListDetails size={14} aria-hidden />}
            >
              Calls
            </Button>
          ) : null}
        </span>
        <ActionIcon aria-label="Close details" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.panelBody}>
        {node ? (
          <NodeDetails {...props} node={node} />
        ) : edge ? (
          <EdgeDetails {...props} edge={edge} />
        ) : (
          <p className={classes.dim}>Nothing of this name is in the graph in this time.</p>
        )}
      </div>
    </aside>
  );
}
