"use client";

import { Button } from "@mantine/core";
import { IconMinus, IconPlus } from "@/components/icons";
import { kindName } from "../../calls/protocol-names";
import { Panel } from "../../data/panel";
import { callsOfNode } from "../call-links";
import classes from "../graph.module.css";
import type { ModelNode } from "../graph-model";
import { HealthBadge } from "../health-badge";
import { KindIcon } from "../kind-icon";
import { ConnectionList } from "./connection-list";
import { FigureFacts } from "./figure-facts";
import type { GraphPanelProps } from "./graph-panel";
import { TroubleList } from "./trouble-list";

/** Everything about one part of the mesh. */
export function NodeDetails(props: GraphPanelProps & { node: ModelNode }) {
  const { node, model, span, rangeMs, brief, opened, onAt } = props;
  const edges = [...model.edges.values()];
  const callers = edges.filter(({ target }) => target === node.id);
  const callees = edges.filter(
    ({ source, target }) => source === node.id && model.nodes.get(target)?.server !== node.id,
  );
  const isOpen = opened.includes(node.name);
  return (
    <>
      <h2 className={classes.heading}>
        <KindIcon kind={node.kind} size={18} /> {node.title}
      </h2>
      <p className={classes.under}>
        <HealthBadge health={node.health} />
        <span>{kindName(node.kind)}</span>
        {node.domain ? <span>{node.domain}</span> : null}
        {node.title === node.name ? null : <code>{node.name}</code>}
      </p>
      {node.kind === "mcp-server" && node.toolCount > 0 ? (
        <Button
          variant="default"
          size="xs"
          aria-pressed={isOpen}
          leftSection={isOpen ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
          onClick={() => props.onToggleTools(node.name)}
        >
          {isOpen ? "Hide its tools" : `Show its ${node.toolCount} tools`}
        </Button>
      ) : null}
      {node.incoming ? (
        <Panel title="Calls to it">
          <FigureFacts
            figures={node.incoming}
            rangeMs={rangeMs}
            query={callsOfNode(node, "callee", span)}
            brief={brief}
          />
        </Panel>
      ) : null}
      {node.outgoing ? (
        <Panel title="Calls it made">
          <FigureFacts
            figures={node.outgoing}
            rangeMs={rangeMs}
            query={callsOfNode(node, "caller", span)}
            brief={brief}
          />
        </Panel>
      ) : null}
      {node.incoming || node.outgoing ? null : <p className={classes.dim}>No calls in this time.</p>}
      {callers.length > 0 ? (
        <Panel title="Called by">
          <ConnectionList edges={callers} nodes={model.nodes} end="source" rangeMs={rangeMs} onAt={onAt} />
        </Panel>
      ) : null}
      {callees.length > 0 ? (
        <Panel title="Calls">
          <ConnectionList edges={callees} nodes={model.nodes} end="target" rangeMs={rangeMs} onAt={onAt} />
        </Panel>
      ) : null}
      {node.incoming ? (
        <Panel title="Last errors and refusals">
          <TroubleList query={callsOfNode(node, "callee", span)} />
        </Panel>
      ) : node.outgoing ? (
        <Panel title="Last errors and refusals">
          <TroubleList query={callsOfNode(node, "caller", span)} />
        </Panel>
      ) : null}
    </>
  );
}
