import { Ago } from "../data/time";
import { formatCount } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import type { TableColumn } from "../table/column";
import { formatCosts, formatErrors, formatRate } from "./format-figures";
import classes from "./graph.module.css";
import type { GraphModel, ModelEdge } from "./graph-model";
import { HealthBadge } from "./health-badge";

/** The columns of the table of connections: the graph's twin. */
export function edgeColumns(
  nodes: GraphModel["nodes"],
  rangeMs: number,
  onOpen: (edge: ModelEdge) => void,
): readonly TableColumn<ModelEdge>[] {
  const name = (id: string) => nodes.get(id)?.title ?? id;
  const figure = (cell: (figures: NonNullable<ModelEdge["figures"]>) => string) => (edge: ModelEdge) =>
    edge.figures ? cell(edge.figures) : "–";
  const number = { align: "end", sortable: true } as const;
  return [
    {
      id: "connection",
      title: "Connection",
      fixed: true,
      sortable: true,
      cell: (edge) => (
        <button type="button" className={classes.rowButton} onClick={() => onOpen(edge)}>
          {name(edge.source)} <span className={classes.dim}>→</span> {name(edge.target)}
        </button>
      ),
    },
    {
      id: "health",
      title: "Health",
      width: 112,
      needs: "some-room",
      cell: ({ health }) => <HealthBadge health={health} />,
    },
    {
      id: "calls",
      title: "Calls",
      width: 84,
      ...number,
      needs: "some-room",
      cell: figure(({ calls }) => formatCount(calls)),
    },
    {
      id: "rate",
      title: "Rate",
      width: 92,
      ...number,
      needs: "much-room",
      cell: figure(({ calls }) => formatRate(calls, rangeMs)),
    },
    { id: "errors", title: "Errors", width: 84, ...number, needs: "some-room", cell: figure(formatErrors) },
    {
      id: "denied",
      title: "Denied",
      width: 84,
      ...number,
      needs: "some-room",
      cell: figure(({ denied }) => formatCount(denied)),
    },
    {
      id: "p50",
      title: "Median",
      width: 88,
      ...number,
      needs: "much-room",
      cell: figure(({ p50Us }) => formatDuration(p50Us)),
    },
    {
      id: "p95",
      title: "p95",
      width: 88,
      ...number,
      needs: "some-room",
      cell: figure(({ p95Us }) => formatDuration(p95Us)),
    },
    {
      id: "cost",
      title: "Cost",
      width: 120,
      ...number,
      needs: "much-room",
      cell: figure(({ cost }) => formatCosts(cost)),
    },
    {
      id: "last",
      title: "Last call",
      width: 96,
      ...number,
      needs: "much-room",
      cell: ({ figures }) => (figures ? <Ago at={figures.lastAt} /> : "–"),
    },
  ];
}

/** What stands below the connection where the other columns have no room. */
export function edgeSecondLine(edge: ModelEdge) {
  const { figures, health } = edge;
  return (
    <span className={classes.second}>
      <HealthBadge health={health} />
      {figures
        ? `${formatCount(figures.calls)} calls · ${formatErrors(figures)} errors · ${figures.denied} denied`
        : "No calls"}
    </span>
  );
}
