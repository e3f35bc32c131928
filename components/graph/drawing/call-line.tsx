"use client";

import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { formatErrors } from "../format-figures";
import type { ModelEdge } from "../graph-model";
import classes from "./drawing.module.css";
import { useDrawn } from "./drawn-store";
import { linePath } from "./line-path";
import { lineWidth } from "./line-width";

const ARROW_PX = 5;

/** A connection: as wide as its rate, in the colour and the pattern of its health, with words where there is trouble. */
export const CallLine = memo(function CallLine(props: EdgeProps) {
  const { id, targetX, targetY } = props;
  const edge = useDrawn(({ model }) => model.edges.get(id));
  const bends = useDrawn((drawn) => drawn.bends.get(id));
  const rangeMs = useDrawn((drawn) => drawn.rangeMs);
  const state = useDrawn(({ at, near }) => (at === id ? "at" : near.has(id) ? "near" : undefined));
  if (!edge) return null;
  const { path, labelX, labelY } = linePath(props, bends);
  const width = lineWidth(edge.figures?.calls ?? 0, rangeMs);
  const size = ARROW_PX + width / 2;
  const words = troubleOf(edge);
  return (
    <g className={classes.edge} data-health={edge.health} data-state={state}>
      <path d={path} className={classes.reach} />
      <path d={path} className={classes.stroke} strokeWidth={width} />
      <path
        d={`M${targetX - size * 1.6},${targetY - size} L${targetX},${targetY} L${targetX - size * 1.6},${targetY + size} Z`}
        className={classes.arrow}
      />
      {words ? (
        <text x={labelX} y={labelY - width / 2 - 4} className={classes.words} textAnchor="middle">
          {words}
        </text>
      ) : null}
    </g>
  );
});

function troubleOf({ health, figures }: ModelEdge): string | undefined {
  if (!figures) return undefined;
  if (health === "errors" || health === "failing") return `${formatErrors(figures)} errors`;
  return health === "refused" ? `${figures.denied} denied` : undefined;
}
