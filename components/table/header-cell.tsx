"use client";

import { useRef } from "react";
import { IconArrowDown, IconArrowUp } from "@/components/icons";
import { nextSort, type TableColumn, type TableSort } from "./column";
import classes from "./table.module.css";
import { MAX_WIDTH_PX, MIN_WIDTH_PX } from "./table-view";

const STEP_PX = 16;

/** A column's title: sorts where the list can be sorted by it, and carries the handle that makes the column wider, which arrow keys move too. */
export function HeaderCell<Row extends object>(props: {
  column: TableColumn<Row>;
  sort: TableSort | undefined;
  onSort: ((sort: TableSort | undefined) => void) | undefined;
  /** In pixels, as it is now. */
  width: number | undefined;
  onResize: (px: number) => void;
}) {
  const { column, sort, onSort } = props;
  const grabbedAt = useRef(0);
  const sorted = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <th
      scope="col"
      data-align={column.align}
      data-needs={column.needs}
      aria-sort={column.sortable ? (sorted ?? "none") : undefined}
    >
      {column.sortable && onSort ? (
        <button type="button" className={classes.sort} onClick={() => onSort(nextSort(sort, column.id))}>
          {column.title}
          {sorted === "ascending" ? <IconArrowUp size={12} aria-hidden /> : null}
          {sorted === "descending" ? <IconArrowDown size={12} aria-hidden /> : null}
        </button>
      ) : (
        column.title
      )}
      {column.width === undefined ? null : (
        <hr
          className={classes.handle}
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={`Width of ${column.title}`}
          aria-valuenow={props.width}
          aria-valuemin={MIN_WIDTH_PX}
          aria-valuemax={MAX_WIDTH_PX}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            grabbedAt.current = event.clientX;
          }}
          onPointerUp={(event) => props.onResize(event.clientX - grabbedAt.current)}
          onKeyDown={(event) => {
            if (event.key === "ArrowLeft") props.onResize(-STEP_PX);
            else if (event.key === "ArrowRight") props.onResize(STEP_PX);
            else return;
            event.preventDefault();
          }}
        />
      )}
    </th>
  );
}
