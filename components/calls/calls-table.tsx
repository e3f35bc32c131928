"use client";

import { useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useLayoutEffect, useRef, useState } from "react";
import type { CallSummary } from "@/lib/records/call.schema";
import { useInBrowser } from "../data/clock";
import { Ago } from "../data/time";
import { formatDuration } from "../format/format-duration";
import { CALL_COLUMNS, callFeatures } from "./call-columns";
import classes from "./calls.module.css";

const ROW_PX = 36;
const OVERSCAN = 12;

/**
 * A dense list of calls. Only the rows near the window are in the document, however long the list is; the server draws the first page whole.
 * A click opens the call beside the list; from the keyboard the row's link or J, K and Enter do.
 */
export function CallsTable(props: {
  calls: readonly CallSummary[];
  activeId: string | null;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
}) {
  const { calls, activeId, hrefOf, onOpen } = props;
  const table = useTable({
    features: callFeatures,
    columns: CALL_COLUMNS,
    data: calls as CallSummary[],
    getRowId: (call) => call.id,
  });
  const rows = table.getRowModel().rows;
  const inBrowser = useInBrowser();
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (at) => rows[at]?.id ?? at,
  });
  // What stands above the list may grow, so its place on the page is measured after every drawing.
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (now !== top) setTop(now);
  });
  const shown = inBrowser ? virtual.getVirtualItems() : rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const above = inBrowser ? (shown[0]?.start ?? 0) - virtual.options.scrollMargin : 0;
  const below = inBrowser
    ? virtual.getTotalSize() - ((shown.at(-1)?.end ?? 0) - virtual.options.scrollMargin)
    : 0;
  return (
    <table className={classes.table} aria-rowcount={rows.length}>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th key={header.id} scope="col" data-column={header.column.id}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody ref={body}>
        <Spacer px={above} />
        {shown.map(({ index }) => {
          const row = rows[index];
          if (!row) return null;
          const call = row.original;
          return (
            <tr
              key={row.id}
              ref={virtual.measureElement}
              data-index={index}
              aria-rowindex={index + 1}
              data-active={row.id === activeId || undefined}
              onClick={(event) => {
                if (!(event.target as Element).closest("a")) onOpen(row.id);
              }}
            >
              {row.getAllCells().map((cell) => (
                <td key={cell.id} data-column={cell.column.id}>
                  {cell.column.id === "callee" ? (
                    <>
                      <Link
                        href={hrefOf(row.id)}
                        prefetch={false}
                        className={classes.rowLink}
                        onClick={(event) => {
                          if (event.metaKey || event.ctrlKey || event.shiftKey || !isWide()) return;
                          event.preventDefault();
                          onOpen(row.id);
                        }}
                      >
                        <table.FlexRender cell={cell} />
                      </Link>
                      <span className={classes.second}>
                        <Ago at={call.startedAt} />
                        {call.durationUs === null ? "" : ` · ${formatDuration(call.durationUs)}`} ·{" "}
                        {call.callerId}
                      </span>
                    </>
                  ) : (
                    <table.FlexRender cell={cell} />
                  )}
                </td>
              ))}
            </tr>
          );
        })}
        <Spacer px={below} />
      </tbody>
    </table>
  );
}

/** Stands for the rows that are not in the document. */
function Spacer({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td style={{ height: px }} />
    </tr>
  );
}

/** On a narrow window there is no room beside the list, so a link leads to the page. */
function isWide(): boolean {
  return window.matchMedia("(min-width: 64em)").matches;
}
