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

/** Calls by half hour and by how they went. A client component for the reason that `icons.ts` gives. */
export function CallsChart({ overview }: { overview: Overview }) {
  const totals = overview.buckets.map((bucket) => ({ at: bucket.at, values: { ...bucketTotals(bucket) } }));
  const highest = Math.max(...totals.map(({ values }) => values.all));
  return (
    <TimeChart
      label="Calls by half hour"
      rows={totals}
      series={SERIES}
      note={`at most ${formatCounted(highest, "call")} in half an hour`}
    />
  );
}
