import { formatErrors, formatRate } from "../format-figures";
import classes from "../graph.module.css";
import type { GraphModel, ModelEdge } from "../graph-model";
import { HealthBadge } from "../health-badge";
import { KindIcon } from "../kind-icon";

/** Connections of a node, the busiest first; each leads to its own figures. */
export function ConnectionList(props: {
  edges: readonly ModelEdge[];
  nodes: GraphModel["nodes"];
  /** Which end is named. */
  end: "source" | "target";
  rangeMs: number;
  onAt: (id: string) => void;
}) {
  const { edges, nodes, end, rangeMs, onAt } = props;
  const calls = ({ figures }: ModelEdge) => figures?.calls ?? 0;
  return (
    <ul className={classes.connections}>
      {[...edges]
        .sort((a, b) => calls(b) - calls(a))
        .map((edge) => {
          const other = nodes.get(edge[end]);
          return (
            <li key={edge.id}>
              <button type="button" className={classes.connection} onClick={() => onAt(edge.id)}>
                <KindIcon kind={other?.kind ?? ""} />
                <span className={classes.connectionName}>{other?.title ?? edge[end]}</span>
                <span className={classes.dim}>
                  {formatRate(calls(edge), rangeMs)}
                  {edge.figures && edge.figures.failed > 0 ? ` · ${formatErrors(edge.figures)} errors` : ""}
                </span>
                <HealthBadge health={edge.health} />
              </button>
            </li>
          );
        })}
    </ul>
  );
}
