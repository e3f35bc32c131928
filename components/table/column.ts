import type { ReactNode } from "react";

/** A column of a `DataTable`. */
export interface TableColumn<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** In pixels. The column without a width takes what is left; every table has exactly one. */
  width?: number;
  align?: "start" | "end";
  /** Gives way where the table has less room: on a phone, or beside an open panel. */
  needs?: "some-room" | "more-room" | "much-room";
  /** Shown always: the column that names the row. */
  fixed?: boolean;
  /** The order that the list can be asked for by this column. */
  sortable?: boolean;
}

export interface TableSort {
  column: string;
  descending: boolean;
}

/** What a click on a column's title asks for: downwards first, then upwards, then the list's own order. */
export function nextSort(now: TableSort | undefined, column: string): TableSort | undefined {
  if (now?.column !== column) return { column, descending: true };
  return now.descending ? { column, descending: false } : undefined;
}
