"use client";

import { columnVisibilityFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import type { TableColumn, TableSort } from "./column";
import { HeaderCell } from "./header-cell";
import classes from "./table.module.css";
import { clampWidth, MIN_WIDTH_PX, type TableView } from "./table-view";
import { useVisibleRows } from "./use-visible-rows";

const features = tableFeatures({ columnVisibilityFeature });

export interface DataTableProps<Row extends object> {
  /** What the rows are, for whoever does not see the page. */
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  view: TableView;
  onView: (change: Partial<TableView>) => void;
  /** The row whose panel is open. */
  activeId?: string | null;
  onOpen?: (row: Row) => void;
  sort?: TableSort | undefined;
  onSort?: (sort: TableSort | undefined) => void;
  /** A second line in the naming column where there is no room for the others. */
  second?: (row: Row) => ReactNode;
}

/**
 * A dense table of any length: only the rows near the window are in the document, the server draws the first page whole. Columns can be hidden and made wider; a click opens a row, from the
 * keyboard its link does. Widths are attributes of `<col>`, not styles, so that the server may draw them (decision 009).
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, view, onView } = props;
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const table = useTable({
    features,
    data: rows as Row[],
    columns: useMemo(() => columns.map(columnDef), [columns]),
    getRowId: rowId,
    state: { columnVisibility: Object.fromEntries(view.hidden.map((id) => [id, false])) },
  });
  const modelRows = table.getRowModel().rows;
  const visible = useVisibleRows(modelRows.length, view.density);
  const shown = table.getVisibleLeafColumns();
  return (
    <table
      className={classes.table}
      data-density={view.density}
      aria-label={props.label}
      aria-rowcount={modelRows.length + 1}
    >
      <colgroup>
        {shown.map(({ id }) => {
          const column = byId.get(id);
          const width = view.widths[id] ?? column?.width;
          return <col key={id} data-needs={column?.needs} {...(width === undefined ? {} : { width })} />;
        })}
      </colgroup>
      <thead>
        <tr>
          {table.getFlatHeaders().map((header) => {
            const column = byId.get(header.column.id);
            if (!column) return null;
            return (
              <HeaderCell
                key={header.id}
                column={column}
                sort={props.sort}
                onSort={props.onSort}
                width={view.widths[column.id] ?? column.width}
                onResize={(px) => {
                  const now = view.widths[column.id] ?? column.width ?? MIN_WIDTH_PX * 4;
                  onView({ widths: { ...view.widths, [column.id]: clampWidth(now + px) } });
                }}
              />
            );
          })}
        </tr>
      </thead>
      <tbody ref={visible.body}>
        <Spacer px={visible.above} />
        {visible.indexes.map((index) => {
          const row = modelRows[index];
          if (!row) return null;
          return (
            <tr
              key={row.id}
              ref={visible.measure}
              data-index={index}
              aria-rowindex={index + 2}
              data-active={row.id === props.activeId || undefined}
              data-opens={props.onOpen ? true : undefined}
              onClick={(event) => {
                if (!(event.target as Element).closest("a, button, input, label"))
                  props.onOpen?.(row.original);
              }}
            >
              {row.getVisibleCells().map(({ id, column: { id: columnId } }) => {
                const column = byId.get(columnId);
                return (
                  <td key={id} data-align={column?.align} data-needs={column?.needs}>
                    {column?.cell(row.original)}
                    {column?.fixed && props.second ? (
                      <span className={classes.second}>{props.second(row.original)}</span>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          );
        })}
        <Spacer px={visible.below} />
      </tbody>
    </table>
  );
}

function columnDef<Row extends object>({ id, fixed }: TableColumn<Row>) {
  return { id, enableHiding: !fixed };
}

/** Stands for the rows that are not in the document; exists in the browser only. */
function Spacer({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td style={{ height: px }} />
    </tr>
  );
}
