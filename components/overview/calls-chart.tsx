"use client";

import type { Overview } from "@/lib/records/overview.schema";
import type { ChartSeries } from "../charts/chart-data";
import { TimeChart } from "../charts/time-chart";
import { formatCounted } from "../format/format-count";
import { bucketTotals } from "./overview-totals";

const SERIES: readonly ChartSeries[] = [
  { key: "done", label: "Completed", tone: "accent" },
  { key: "running", label: "Running", tone: "waiting" },
  { key: "denied", label: "Refused", tone: "denied" },
  { key: "failed", label: "Failed", tone: "failed" },
];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Calls over time and by how they went. A client component for the reason that `icons.ts` gives. */
export function CallsChart({ overview }: { overview: Overview }) {
  const totals = overview.buckets.map((bucket) => ({ at: bucket.at, values: { ...bucketTotals(bucket) } }));
  const highest = Math.max(...totals.map(({ values }) => values.all));
  return (
    <TimeChart
      label={`Calls by ${stepInWords(overview.bucketMs)}`}
      rows={totals}
      series={SERIES}
      note={`at most ${formatCounted(highest, "call")} in ${stepInWords(overview.bucketMs)}`}
      days={overview.bucketMs >= DAY_MS / 4}
    />
  );
}

function stepInWords(ms: number): string {
  if (ms >= DAY_MS) return "a day";
  if (ms >= HOUR_MS) return `${ms / HOUR_MS} hours`;
  return ms === HOUR_MS / 2 ? "half an hour" : `${ms / MINUTE_MS} minutes`;
}
