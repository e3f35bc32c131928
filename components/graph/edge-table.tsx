"use client";

import { useMemo } from "react";
import { formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import type { TableSort } from "../table/column";
import { DataTable } from "../table/data-table";
import type { TableView } from "../table/table-view";
import { edgeColumns, edgeSecondLine } from "./edge-columns";
import classes from "./graph.module.css";
import type { GraphModel, ModelEdge } from "./graph-model";
import { sortEdges } from "./sort-edges";

/** The graph's connections as a table: the same filters, the same panel, every figure at once. */
export function EdgeTable(props: {
  edges: readonly ModelEdge[];
  nodes: GraphModel["nodes"];
  rangeMs: number;
  at: string;
  sort: TableSort | undefined;
  view: TableView;
  onView: (change: Partial<TableView>) => void;
  onSort: (sort: TableSort | undefined) => void;
  onAt: (id: string) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const { nodes, rangeMs, sort, at, onOpen } = props;
  const rows = sortEdges(props.edges, sort, nodes);
  const columns = useMemo(
    () => edgeColumns(nodes, rangeMs, ({ id }) => onOpen(id)),
    [nodes, rangeMs, onOpen],
  );
  const move = (step: number) => {
    const now = rows.findIndex(({ id }) => id === at);
    const next = rows[now < 0 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)];
    if (next) props.onAt(next.id);
  };
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["Enter", () => at && onOpen(at)],
    ["Escape", props.onClose],
  ]);
  return (
    <div className={classes.list}>
      <DataTable
        label="Connections"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        view={props.view}
        onView={props.onView}
        activeId={at || null}
        onOpen={({ id }) => onOpen(id)}
        sort={sort}
        onSort={props.onSort}
        second={edgeSecondLine}
      />
      <p className={classes.footer}>{formatCounted(rows.length, "connection")} in all</p>
    </div>
  );
}
