"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Tells the style sheet how high the tools above a table are (`--table-top`), so that the table's head can stand below them while the page scrolls. */
export function useStickyTop(screen: RefObject<HTMLElement | null>): RefObject<HTMLDivElement | null> {
  const tools = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!tools.current) return;
    const watch = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      screen.current?.style.setProperty("--table-top", `${Math.floor(height)}px`);
    });
    watch.observe(tools.current);
    return () => watch.disconnect();
  }, [screen]);
  return tools;
}
