"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { ChartRow, ChartSeries } from "./chart-data";
import classes from "./charts.module.css";
import { Swatch } from "./swatch";

const StackedBars = dynamic(() => import("./stacked-bars").then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <div className={classes.plot} aria-hidden />,
});

/** A chart over time with its legend, and the same figures as a table for whoever does not look at pictures. */
export function TimeChart(props: {
  label: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  note?: ReactNode;
  /** The spans are so long that an hour alone would not name one. */
  days?: boolean;
}) {
  const { label, rows, note } = props;
  const series = props.series.filter(({ key }) => rows.some(({ values }) => (values[key] ?? 0) > 0));
  const filled = rows.filter(({ values }) => series.some(({ key }) => (values[key] ?? 0) > 0));
  return (
    <figure className={classes.figure}>
      <StackedBars
        rows={rows}
        series={series}
        label={label}
        {...(props.days ? { formatAt: dayInUtc } : {})}
      />
      <figcaption className={classes.legend}>
        {series.map(({ key, label: name, tone }) => (
          <span key={key}>
            <Swatch tone={tone} />
            {name}
          </span>
        ))}
        {note ? <span className={classes.note}>{note}</span> : null}
      </figcaption>
      <details className={classes.details}>
        <summary>Figures</summary>
        <table className={classes.table}>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">From (UTC)</th>
              {series.map(({ key, label: name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {filled.map(({ at, values }) => (
              <tr key={at}>
                <th scope="row">{at.slice(0, 16).replace("T", " ")}</th>
                {series.map(({ key }) => (
                  <td key={key}>{values[key] ?? 0}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function dayInUtc(at: string, short: boolean): string {
  return short ? at.slice(5, 10) : `${at.slice(0, 16).replace("T", " ")} UTC`;
}
