import { Panel } from "../../data/panel";
import { formatErrors, formatRate } from "../format-figures";
import classes from "../graph.module.css";
import type { GraphModel, ModelEdge } from "../graph-model";

/** What a connection is made of where it stands for several: the tools that were called, or the callers of a tool. */
export function PartList(props: { edge: ModelEdge; nodes: GraphModel["nodes"]; rangeMs: number }) {
  const { edge, nodes, rangeMs } = props;
  const toTool = nodes.get(edge.target)?.kind === "tool";
  const parts = edge.parts.filter((part) => toTool || part.tool !== null);
  if (parts.length === 0) return null;
  return (
    <Panel title={toTool ? "Callers of this tool" : "Tools"}>
      <ul className={classes.connections}>
        {[...parts]
          .sort((a, b) => b.calls - a.calls)
          .map((part) => (
            <li key={`${part.caller} ${part.tool}`} className={classes.part}>
              <span className={classes.connectionName}>
                {toTool ? (nodes.get(part.caller)?.title ?? part.caller) : part.tool}
              </span>
              <span className={classes.dim}>
                {formatRate(part.calls, rangeMs)}
                {part.failed > 0 ? ` · ${formatErrors(part)} errors` : ""}
                {part.denied > 0 ? ` · ${part.denied} denied` : ""}
              </span>
            </li>
          ))}
      </ul>
    </Panel>
  );
}
