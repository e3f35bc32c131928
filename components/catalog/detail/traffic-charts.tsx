"use client";

import type { AssetTraffic } from "@/lib/registry/get-asset-traffic.schema";
import type { ChartSeries } from "../../charts/chart-data";
import { TimeChart } from "../../charts/time-chart";
import { Panel } from "../../data/panel";
import classes from "../catalog.module.css";
import { bucketTotals } from "./traffic-totals";

const CALLS: readonly ChartSeries[] = [
  { key: "completed", label: "Completed", tone: "accent" },
  { key: "other", label: "Running or withdrawn", tone: "waiting" },
  { key: "refused", label: "Refused", tone: "denied" },
  { key: "failed", label: "Failed", tone: "failed" },
];

const LATENCY: readonly ChartSeries[] = [{ key: "p95", label: "p95 in milliseconds", tone: "neutral" }];
const MS_US = 1000;

/** Calls by how they ended, and how long the answered ones took. */
export function TrafficCharts({ traffic }: { traffic: AssetTraffic }) {
  const counts = traffic.buckets.map(({ at, counts: found }) => ({ at, values: { ...bucketTotals(found) } }));
  const latency = traffic.buckets.map(({ at, p95Us }) => ({
    at,
    values: { p95: p95Us === null ? 0 : Math.max(1, Math.round(p95Us / MS_US)) },
  }));
  return (
    <div className={classes.halves}>
      <Panel title="Calls">
        <TimeChart label="Calls over time" rows={counts} series={CALLS} />
      </Panel>
      <Panel title="Latency">
        <TimeChart label="Latency over time" rows={latency} series={LATENCY} note="of answered calls" />
      </Panel>
    </div>
  );
}
