"use client";

import { useReducedMotion } from "@mantine/hooks";
import { getViewportForBounds, useReactFlow } from "@xyflow/react";
import type { RefObject } from "react";
import { NODE_HEIGHT, NODE_WIDTH, type Positions } from "../layout/positions";
import { ZOOM } from "./flow";

const MOVE_MS = 220;
const PADDING = 0.06;
/** The legend covers this much at the bottom. */
const LEGEND_PX = 36;
/** A single node is not blown up to fill the window. */
const FIT_MOST = 1.1;
const READABLE = 0.85;

/** Moves the window over the drawing. Without motion where the reader wants none. */
export function useView(frame: RefObject<HTMLElement | null>, positions: Positions | undefined) {
  const flow = useReactFlow();
  const still = useReducedMotion();
  const duration = still ? 0 : MOVE_MS;
  return {
    /** Shows these nodes whole, or all. */
    fit(ids?: readonly string[], at = duration) {
      const box = boundsOf(positions, ids);
      if (!box || !frame.current) return;
      const { clientWidth, clientHeight } = frame.current;
      const view = getViewportForBounds(
        box,
        clientWidth,
        clientHeight - LEGEND_PX,
        ZOOM.least,
        FIT_MOST,
        PADDING,
      );
      void flow.setViewport(view, { duration: at });
    },
    /** Brings a place into the middle, near enough to be read. */
    center(id: string) {
      const point = positions?.get(id);
      if (!point) return;
      const zoom = Math.max(flow.getZoom(), READABLE);
      void flow.setCenter(point.x + NODE_WIDTH / 2, point.y + NODE_HEIGHT / 2, { zoom, duration });
    },
    zoomIn: () => void flow.zoomIn({ duration }),
    zoomOut: () => void flow.zoomOut({ duration }),
  };
}

function boundsOf(positions: Positions | undefined, ids: readonly string[] | undefined) {
  const points = [...(positions ?? [])].filter(([id]) => ids === undefined || ids.includes(id));
  if (points.length === 0) return undefined;
  const xs = points.map(([, { x }]) => x);
  const ys = points.map(([, { y }]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + NODE_WIDTH, height: Math.max(...ys) - y + NODE_HEIGHT };
}
