"use client";

import { columnVisibilityFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useEffect, useEffectEvent, useMemo } from "react";
import type { TableColumn, TableSort } from "./column";
import { HeaderCell } from "./header-cell";
import { SelectAll, SelectRow } from "./select-cells";
import type { Selection } from "./selection";
import classes from "./table.module.css";
import { clampWidth, MIN_WIDTH_PX, type TableView } from "./table-view";
import { useRowKeys } from "./use-row-keys";
import { useVisibleRows } from "./use-visible-rows";

const SELECT_PX = 36;

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
  /** The rows are those of the question before; the answer to the new one is on its way. */
  busy?: boolean;
  /** A second line in the naming column where there is no room for the others. */
  second?: (row: Row) => ReactNode;
  /** With both, each row has a box to select it. */
  selection?: Selection;
  onSelect?: (selection: Selection) => void;
}

/**
 * A dense table of any length: only the rows near the window are in the document, the server draws the first page whole. Columns can be hidden and made wider; a click opens a row. Rows are walked
 * and selected with the keyboard (`use-row-keys.ts`). Widths are attributes of `<col>`, not styles, so that the server may draw them (decision 009).
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
  const order = useMemo(() => rows.map(rowId), [rows, rowId]);
  const { selection, onSelect, onOpen } = props;
  const activeId = props.activeId || null;
  const keys = useRowKeys({
    order,
    activeId,
    body: visible.body,
    scrollTo: visible.scrollTo,
    onOpen: onOpen && ((id) => openRow(id)),
    selection,
    onSelect,
  });
  const openRow = (id: string) => {
    const row = modelRows.find((one) => one.id === id);
    if (row) onOpen?.(row.original);
  };
  const showActive = useEffectEvent((id: string) => {
    const index = order.indexOf(id);
    if (index >= 0) visible.scrollTo(index);
  });
  // The open row stays in sight while the panel moves from row to row.
  useEffect(() => {
    if (activeId !== null) showActive(activeId);
  }, [activeId]);
  return (
    <div className={classes.room}>
      <table
        className={classes.table}
        data-density={view.density}
        aria-label={props.label}
        aria-busy={props.busy}
        aria-rowcount={modelRows.length + 1}
      >
        <colgroup>
          {selection ? <col width={SELECT_PX} data-needs="some-room" /> : null}
          {shown.map(({ id }) => {
            const column = byId.get(id);
            const width = view.widths[id] ?? column?.width;
            return <col key={id} data-needs={column?.needs} {...(width === undefined ? {} : { width })} />;
          })}
        </colgroup>
        <thead>
          <tr>
            {selection && onSelect ? (
              <SelectAll selection={selection} order={order} onSelect={onSelect} />
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
                  onResize={(px) => {
                    const now = view.widths[column.id] ?? column.width ?? MIN_WIDTH_PX * 4;
                    onView({ widths: { ...view.widths, [column.id]: clampWidth(now + px) } });
                  }}
                />
              );
            })}
          </tr>
        </thead>
        <tbody ref={visible.body} onKeyDown={keys.onKeyDown}>
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
                tabIndex={index === keys.at ? 0 : -1}
                data-active={row.id === activeId || undefined}
                data-selected={selection?.ids.has(row.id) || undefined}
                onFocus={(event) => {
                  if (event.target === event.currentTarget) keys.onFocusRow(row.id);
                }}
                data-opens={props.onOpen ? true : undefined}
                onClick={(event) => {
                  if (!(event.target as Element).closest("a, button, input, label"))
                    props.onOpen?.(row.original);
                }}
              >
                {selection && onSelect ? (
                  <SelectRow
                    id={row.id}
                    nth={index}
                    selection={selection}
                    order={order}
                    onSelect={onSelect}
                  />
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
    </div>
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
