"use client";

import type { ReactNode } from "react";
import type { TableColumn } from "../table/column";
import { DataTable } from "../table/data-table";
import { useTableView } from "../table/use-table-view";

/** A list of the settings: the one table, without a menu of its own. */
export function SettingsTable<Row extends object>(props: {
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
