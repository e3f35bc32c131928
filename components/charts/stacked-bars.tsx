"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, type ChartRow, type ChartSeries, hourOf } from "./chart-data";
import classes from "./charts.module.css";
import { Swatch } from "./swatch";

const HEIGHT_PX = 132;
const AXIS_WIDTH_PX = 44;
const WIDE_AXIS_PX = 48;

export interface StackedBarsProps {
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  label: string;
  /** The beginning of a span in words: short on the axis, whole beside the pointer. Hours of UTC without it. */
  formatAt?: (at: string, short: boolean) => string;
  formatValue?: (value: number) => string;
  /** Values are amounts, not counts: the axis may have parts of one. */
  amounts?: boolean;
  /** A click on a span. What it does must also be reachable from the table. */
  onOpen?: (at: string) => void;
}

/**
 * Counts over time. Drawn in the browser only: the library sizes itself with styles, which the server's markup may not carry but a running script may set.
 */
export function StackedBars(props: StackedBarsProps) {
  const { rows, series, label, formatAt = hourInUtc, formatValue = String, amounts = false, onOpen } = props;
  const data = rows.map(({ at, values }) => ({ at, ...values }));
  return (
    <div className={classes.plot}>
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <BarChart
          data={data}
          margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
          barCategoryGap="18%"
          title={label}
          {...(onOpen
            ? {
                className: classes.opens,
                onClick: ({ activeLabel }) => activeLabel !== undefined && onOpen(String(activeLabel)),
              }
            : {})}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="at"
            tickFormatter={(at: string) => formatAt(at, true)}
            tickLine={false}
            minTickGap={40}
            height={22}
          />
          <YAxis
            allowDecimals={amounts}
            width={amounts ? WIDE_AXIS_PX : AXIS_WIDTH_PX}
            tickFormatter={axisNumber}
            tickLine={false}
            axisLine={false}
            tickCount={4}
          />
          <Tooltip
            cursor={{ className: classes.cursor }}
            isAnimationActive={false}
            content={({ active, payload, label: at }) =>
              active && payload?.length ? (
                <Hint
                  at={formatAt(String(at), false)}
                  formatValue={formatValue}
                  series={series}
                  values={payload[0]?.payload as Record<string, number>}
                />
              ) : null
            }
          />
          {series.map(({ key, label: name, tone }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="all"
              fill={`var(--${tone})`}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Hint(props: {
  at: string;
  series: readonly ChartSeries[];
  formatValue: (value: number) => string;
  values: Readonly<Record<string, number>> | undefined;
}) {
  return (
    <dl className={classes.hint}>
      <div>
        <dt>From</dt>
        <dd>{props.at}</dd>
      </div>
      {props.series.map(({ key, label, tone }) => (
        <div key={key}>
          <dt>
            <Swatch tone={tone} /> {label}
          </dt>
          <dd>{props.formatValue(props.values?.[key] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}

function hourInUtc(at: string, short: boolean): string {
  return short ? hourOf(at) : `${hourOf(at)} UTC`;
}
