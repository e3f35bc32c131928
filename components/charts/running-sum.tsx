"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { axisNumber } from "./chart-data";
import classes from "./charts.module.css";

const HEIGHT_PX = 168;
const AXIS_WIDTH_PX = 48;

/** A sum as it grew, and how it is expected to grow, at the end of one span. */
export interface SumPoint {
  /** Start of the span, ISO 8601. */
  at: string;
  sum?: number;
  expected?: number;
  band?: readonly [low: number, high: number];
}

/** A sum that grows and where it is going: what is, solid; what is expected, dashed within its band. */
export function RunningSum(props: {
  points: readonly SumPoint[];
  label: string;
  formatAt: (at: string, short: boolean) => string;
  formatValue: (value: number) => string;
}) {
  const { points, label, formatAt, formatValue } = props;
  return (
    <div className={classes.plot} data-tall>
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <ComposedChart data={[...points]} margin={{ top: 8, right: 20, bottom: 0, left: 0 }} title={label}>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="at"
            tickFormatter={(at: string) => formatAt(at, true)}
            tickLine={false}
            minTickGap={40}
            height={22}
          />
          <YAxis
            width={AXIS_WIDTH_PX}
            tickFormatter={axisNumber}
            tickLine={false}
            axisLine={false}
            tickCount={4}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as SumPoint | undefined;
              return active && point ? (
                <Hint point={point} at={formatAt(point.at, false)} format={formatValue} />
              ) : null;
            }}
          />
          <Area
            dataKey="band"
            stroke="none"
            fill="var(--accent)"
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="expected"
            stroke="var(--accent)"
            strokeWidth={1.5}
            strokeDasharray="4 4"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="sum"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={points.filter(({ sum }) => sum !== undefined).length === 1}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function Hint({ point, at, format }: { point: SumPoint; at: string; format: (value: number) => string }) {
  return (
    <dl className={classes.hint}>
      <div>
        <dt>Up to the end of</dt>
        <dd>{at}</dd>
      </div>
      {point.sum === undefined ? null : (
        <div>
          <dt>Spent</dt>
          <dd>{format(point.sum)}</dd>
        </div>
      )}
      {point.expected === undefined || !point.band ? null : (
        <>
          <div>
            <dt>Expected</dt>
            <dd>{format(point.expected)}</dd>
          </div>
          <div>
            <dt>8 of 10 times</dt>
            <dd>
              {format(point.band[0])} to {format(point.band[1])}
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
