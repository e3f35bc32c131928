import { type EdgeProps, getBezierPath } from "@xyflow/react";
import type { Point } from "../layout/positions";

type Ends = Pick<
  EdgeProps,
  "sourceX" | "sourceY" | "targetX" | "targetY" | "sourcePosition" | "targetPosition"
>;

/** The line of a connection and where its words stand. It runs through its bends, level in each of them, so that it passes beside the parts that are in its way. */
export function linePath(
  ends: Ends,
  bends: readonly Point[] | undefined,
): { path: string; labelX: number; labelY: number } {
  if (!bends || bends.length === 0) {
    const [path, labelX, labelY] = getBezierPath(ends);
    return { path, labelX, labelY };
  }
  const start = { x: ends.sourceX, y: ends.sourceY };
  const points = [...bends, { x: ends.targetX, y: ends.targetY }];
  let path = `M${start.x},${start.y}`;
  let last = start;
  for (const point of points) {
    const middle = (last.x + point.x) / 2;
    path += ` C${middle},${last.y} ${middle},${point.y} ${point.x},${point.y}`;
    last = point;
  }
  const label = bends[Math.floor(bends.length / 2)] ?? start;
  return { path, labelX: label.x, labelY: label.y };
}
