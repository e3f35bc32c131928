"use client";

import type { Overview } from "@/lib/records/overview.schema";
import { formatCounted } from "../format/format-count";
import classes from "./overview.module.css";
import { bucketTotals } from "./overview-totals";

const HEIGHT = 64;
const GAP_SHARE = 0.2;
const SERIES = ["done", "running", "denied", "failed"] as const;
const LABELS = { done: "Completed", running: "Running", denied: "Refused", failed: "Failed" } as const;

/** Calls by half hour; the same figures stand in a table. A client component for the reason that `icons.ts` gives. */
export function CallsChart({ overview }: { overview: Overview }) {
  const buckets = overview.buckets.map((bucket) => ({ at: bucket.at, ...bucketTotals(bucket) }));
  const highest = Math.max(...buckets.map((bucket) => bucket.all), 1);
  const step = 100 / buckets.length;
  const shown = SERIES.filter((series) => buckets.some((bucket) => bucket[series] > 0));
  return (
    <figure className={classes.chart}>
      <svg
        className={classes.bars}
        height={HEIGHT}
        role="img"
        aria-label="Calls by half hour; the figures are in the table below"
      >
        {buckets.map((bucket, at) => {
          let top = HEIGHT;
          return SERIES.map((series) => {
            const height = (bucket[series] / highest) * HEIGHT;
            top -= height;
            return height > 0 ? (
              <rect
                key={series}
                className={classes.bar}
                data-series={series}
                x={`${at * step + (step * GAP_SHARE) / 2}%`}
                y={top}
                width={`${step * (1 - GAP_SHARE)}%`}
                height={height}
              />
            ) : null;
          });
        })}
      </svg>
      <figcaption className={classes.legend}>
        {shown.map((series) => (
          <span key={series}>
            <svg width="10" height="10" aria-hidden>
              <rect className={classes.bar} data-series={series} width="10" height="10" rx="2" />
            </svg>
            {LABELS[series]}
          </span>
        ))}
        <span className={classes.peak}>at most {formatCounted(highest, "call")} in half an hour</span>
      </figcaption>
      <details className={classes.details}>
        <summary>Figures</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">From (UTC)</th>
              {shown.map((series) => (
                <th key={series} scope="col">
                  {LABELS[series]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter((bucket) => bucket.all > 0)
              .map((bucket) => (
                <tr key={bucket.at}>
                  <td>{bucket.at.slice(0, 16).replace("T", " ")}</td>
                  {shown.map((series) => (
                    <td key={series}>{bucket[series]}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
