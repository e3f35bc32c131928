"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useInBrowser } from "../data/clock";
import type { TableView } from "./table-view";

const ROW_PX = { compact: 36, comfortable: 48 } as const;
const OVERSCAN = 12;
/** What may stand over the rows: the tools of the list and the head of the table. */
const STICKY_PX = 140;

export interface VisibleRows {
  body: RefObject<HTMLTableSectionElement | null>;
  /** For the ref of each row. */
  measure: (row: HTMLTableRowElement | null) => void;
  indexes: readonly number[];
  /** Pixels that the rows above and below would take. */
  above: number;
  below: number;
  /** Brings a row into sight. */
  scrollTo: (index: number) => void;
}

/** Which rows of a long table are near the window. On the server and in the first drawing: all of them. */
export function useVisibleRows(count: number, density: TableView["density"]): VisibleRows {
  const inBrowser = useInBrowser();
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PX[density],
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: STICKY_PX,
    scrollPaddingEnd: ROW_PX.comfortable,
  });
  // What stands above the table may grow, so its place on the page is measured after every drawing.
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (now !== top) setTop(now);
  });
  const measure = virtual.measureElement;
  const scrollTo = (index: number) => virtual.scrollToIndex(index, { align: "auto" });
  if (!inBrowser) {
    return {
      body,
      measure,
      scrollTo,
      indexes: Array.from({ length: count }, (_, index) => index),
      above: 0,
      below: 0,
    };
  }
  const items = virtual.getVirtualItems();
  return {
    body,
    measure,
    scrollTo,
    indexes: items.map(({ index }) => index),
    above: (items[0]?.start ?? 0) - (items.length > 0 ? top : 0),
    below: items.length > 0 ? virtual.getTotalSize() - ((items.at(-1)?.end ?? 0) - top) : 0,
  };
}
