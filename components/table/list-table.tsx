"use client";

import type { ReactNode } from "react";
import type { TableColumn } from "./column";
import { DataTable } from "./data-table";
import { useTableView } from "./use-table-view";

/** A short list: the one table, without a menu of its own. */
export function ListTable<Row extends object>(props: {
  name: string;
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  activeId?: string | null;
  onOpen?: (row: Row) => void;
  second?: (row: Row) => ReactNode;
}) {
  const { name, ...table } = props;
  const [view, setView] = useTableView(
    name,
    table.columns.map(({ id }) => id),
  );
  return <DataTable {...table} view={view} onView={setView} />;
}
