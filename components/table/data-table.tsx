"use client";

import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import type { TableColumn, TableSort } from "./column";
import { HeaderCell } from "./header-cell";
import classes from "./table.module.css";
import { clampWidth, MAX_WIDTH_PX, MIN_WIDTH_PX, type TableView } from "./table-view";
import { useVisibleRows } from "./use-visible-rows";

const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSelectionFeature,
});

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
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** A second line in the naming column where there is no room for the others. */
  second?: (row: Row) => ReactNode;
}

/**
 * A dense table of any length: only the rows near the window are in the document, the server draws the first page whole. Columns can be hidden and made wider, rows chosen; a click opens a row, from the
 * keyboard its link does. Widths are attributes of `<col>`, not styles, so that the server may draw them (decision 009).
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, view, onView, selected, onSelect } = props;
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const table = useTable({
    features,
    data: rows as Row[],
    columns: useMemo(() => columns.map(columnDef), [columns]),
    getRowId: rowId,
    columnResizeMode: "onEnd",
    enableRowSelection: onSelect !== undefined,
    state: {
      columnVisibility: Object.fromEntries(view.hidden.map((id) => [id, false])),
      columnSizing: { ...view.widths },
      rowSelection: Object.fromEntries([...(selected ?? [])].map((id) => [id, true as const])),
    },
    onColumnSizingChange: (change) => {
      const next = typeof change === "function" ? change({ ...view.widths }) : change;
      onView({ widths: Object.fromEntries(Object.entries(next).map(([id, px]) => [id, clampWidth(px)])) });
    },
    onRowSelectionChange: (change) => {
      const now = Object.fromEntries([...(selected ?? [])].map((id) => [id, true as const]));
      const next = typeof change === "function" ? change(now) : change;
      onSelect?.(new Set(Object.keys(next).filter((id) => next[id])));
    },
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
        {onSelect ? <col width={36} /> : null}
        {shown.map(({ id }) => {
          const column = byId.get(id);
          const width = view.widths[id] ?? column?.width;
          return <col key={id} data-needs={column?.needs} {...(width === undefined ? {} : { width })} />;
        })}
      </colgroup>
      <thead>
        <tr>
          {onSelect ? (
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Choose all rows"
                checked={modelRows.length > 0 && table.getIsAllRowsSelected()}
                ref={(box) => {
                  if (box) box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected();
                }}
                onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
              />
            </th>
          ) : null}
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
                onResizeStart={header.getResizeHandler()}
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
              aria-selected={onSelect ? row.getIsSelected() : undefined}
              data-active={row.id === props.activeId || undefined}
              data-opens={props.onOpen ? true : undefined}
              onClick={(event) => {
                if (!(event.target as Element).closest("a, button, input, label"))
                  props.onOpen?.(row.original);
              }}
            >
              {onSelect ? (
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Choose row ${index + 1}`}
                    checked={row.getIsSelected()}
                    onChange={row.getToggleSelectedHandler()}
                  />
                </td>
              ) : null}
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

function columnDef<Row extends object>({ id, width, fixed }: TableColumn<Row>) {
  return {
    id,
    enableHiding: !fixed,
    minSize: MIN_WIDTH_PX,
    maxSize: MAX_WIDTH_PX,
    ...(width === undefined ? {} : { size: width }),
  };
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
