"use client";

import dynamic from "next/dynamic";
import { formatCost } from "@/lib/cost/format-cost";
import type { Costs, CurrencyCosts } from "@/lib/cost/get-costs.schema";
import charts from "../charts/charts.module.css";
import { Swatch } from "../charts/swatch";
import { formatBucket } from "../format/format-bucket";
import { costSeries } from "./cost-rows";

const StackedBars = dynamic(() => import("../charts/stacked-bars").then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <div className={charts.plot} aria-hidden />,
});

/** What was spent over time, by group. The table "by time" has the same figures, exactly. */
export function CostChart(props: {
  costs: Costs;
  currency: CurrencyCosts;
  onOpen: (bucket: { from: string; to: string }) => void;
}) {
  const { costs, currency } = props;
  const { rows, series } = costSeries(costs, currency);
  const open = (at: string) => {
    const bucket = costs.buckets.find(({ from }) => from === at);
    if (bucket) props.onOpen(bucket);
  };
  return (
    <figure className={charts.figure}>
      <StackedBars
        rows={rows}
        series={series}
        label={`Spent in ${currency.currency} by ${costs.granularity}`}
        formatAt={(at, short) => formatBucket(at, costs.granularity, costs.zone, short)}
        formatValue={(value) => formatCost(value.toFixed(12), currency.currency)}
        amounts
        onOpen={open}
      />
      <figcaption className={charts.legend}>
        {series.map(({ key, label, tone }) => (
          <span key={key}>
            <Swatch tone={tone} />
            {label}
          </span>
        ))}
        <span className={charts.note}>
          {currency.currency} by {costs.granularity}
        </span>
      </figcaption>
    </figure>
  );
}
