"use client";

import { IconArrowRight } from "@/components/icons";
import { Panel } from "../../data/panel";
import { callsOfEdge } from "../call-links";
import classes from "../graph.module.css";
import type { ModelEdge } from "../graph-model";
import { HealthBadge } from "../health-badge";
import { FigureFacts } from "./figure-facts";
import type { GraphPanelProps } from "./graph-panel";
import { PartList } from "./part-list";
import { TroubleList } from "./trouble-list";

/** Everything about one connection. */
export function EdgeDetails(props: GraphPanelProps & { edge: ModelEdge }) {
  const { edge, model, span, rangeMs, brief, onAt } = props;
  const query = callsOfEdge(edge, span);
  const end = (id: string) => (
    <button type="button" className={classes.end} onClick={() => onAt(id)}>
      {model.nodes.get(id)?.title ?? id}
    </button>
  );
  return (
    <>
      <h2 className={classes.heading}>
        {end(edge.source)} <IconArrowRight size={16} aria-label="to" /> {end(edge.target)}
      </h2>
      <p className={classes.under}>
        <HealthBadge health={edge.health} />
      </p>
      <Panel title="Calls">
        <FigureFacts figures={edge.figures} rangeMs={rangeMs} query={query} brief={brief} />
      </Panel>
      <PartList edge={edge} nodes={model.nodes} rangeMs={rangeMs} />
      <Panel title="Last errors and refusals">
        <TroubleList query={query} />
      </Panel>
    </>
  );
}
