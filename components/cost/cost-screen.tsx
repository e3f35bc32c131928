"use client";

import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { IconCoins, IconDownload, IconFilterOff } from "@/components/icons";
import type { CostForecast } from "@/lib/cost/forecast-costs.schema";
import type { Costs } from "@/lib/cost/get-costs.schema";
import type { CostAnomalies } from "@/lib/cost/list-cost-anomalies.schema";
import type { BudgetForms } from "../budgets/budget-forms";
import { BudgetsPanel } from "../budgets/budgets-panel";
import { fetchJson } from "../data/fetch-json";
import { formatBucket } from "../format/format-bucket";
import { formatCounted } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { ListSkeleton } from "../states/skeletons";
import { AnomalyPanel } from "./anomaly-panel";
import classes from "./cost.module.css";
import { CostChart } from "./cost-chart";
import { CostFigures } from "./cost-figures";
import type { CallsBehind } from "./cost-links";
import {
  anomaliesKey,
  type CostSearch,
  costQuery,
  costSearch,
  costsKey,
  forecastKey,
  forecastQuery,
} from "./cost-search";
import { CostTables } from "./cost-tables";
import { CostTools } from "./cost-tools";
import { MonthPanel } from "./month-panel";
import { UnpricedPanel } from "./unpriced-panel";

const REFRESH_MS = 30_000;
/** What days tell does not change within seconds. */
const SLOWLY_MS = 300_000;

/** What was spent: the whole, by group, by time, and from each figure to its calls. */
export function CostScreen({ domains, propose }: BudgetForms) {
  const [search, setSearch] = useQueryStates(costSearch, { history: "push" });
  const query = costQuery(search).toString();
  const found = useQuery({
    queryKey: costsKey(query),
    queryFn: ({ signal }) => fetchJson<Costs>(`/api/console/costs?${query}`, signal),
    placeholderData: keepPreviousData,
    staleTime: REFRESH_MS,
    // A time that has an end does not change.
    refetchInterval: search.to ? false : REFRESH_MS,
  });
  const month = forecastQuery(search).toString();
  const forecast = useQuery({
    queryKey: forecastKey(month),
    queryFn: ({ signal }) => fetchJson<CostForecast>(`/api/console/costs/forecast?${month}`, signal),
    placeholderData: keepPreviousData,
    staleTime: SLOWLY_MS,
    refetchInterval: SLOWLY_MS,
  });
  const anomalies = useQuery({
    queryKey: anomaliesKey(query),
    queryFn: ({ signal }) => fetchJson<CostAnomalies>(`/api/console/costs/anomalies?${query}`, signal),
    placeholderData: keepPreviousData,
    staleTime: SLOWLY_MS,
    refetchInterval: search.to ? false : SLOWLY_MS,
  });
  // Each step is one to go back to; moving along the rows is none.
  const change = (part: Partial<CostSearch>) =>
    void setSearch(part, { history: Object.keys(part).join() === "row" ? "replace" : "push" });
  return (
    <div className={classes.screen} aria-busy={found.isPlaceholderData}>
      <CostTools search={search} onChange={change} />
      {found.isError ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : found.data ? (
        <Found
          costs={found.data}
          forecast={forecast.data}
          anomalies={anomalies.data}
          search={search}
          change={change}
        />
      ) : (
        <ListSkeleton rows={8} />
      )}
      <BudgetsPanel domains={domains} propose={propose} />
    </div>
  );
}

function Found(props: {
  costs: Costs;
  forecast: CostForecast | undefined;
  anomalies: CostAnomalies | undefined;
  search: CostSearch;
  change: (part: Partial<CostSearch>) => void;
}) {
  const { costs, forecast, anomalies, search, change } = props;
  const currency = costs.currencies.find((one) => one.currency === search.currency) ?? costs.currencies[0];
  const { only, not } = search;
  const behind: CallsBehind = {
    from: costs.from,
    to: costs.to,
    only,
    not,
    ...(currency ? { currency: currency.currency } : {}),
  };
  const isNarrowed = only.length + not.length > 0;
  if (!currency && costs.unpriced.calls === 0) {
    return isNarrowed ? (
      <EmptyState
        icon={<IconFilterOff size={18} aria-hidden />}
        title="Nothing was spent that these filters leave"
        action={
          <Button variant="default" size="xs" onClick={() => change({ only: [], not: [] })}>
            Clear filters
          </Button>
        }
      >
        There may be calls that do not match.
      </EmptyState>
    ) : (
      <EmptyState icon={<IconCoins size={18} aria-hidden />} title="No call used tokens in this time">
        Calls to models have a cost once their price is set. Choose a longer time, or make a call to a model.
      </EmptyState>
    );
  }
  return (
    <>
      <CostFigures
        costs={costs}
        currency={currency}
        behind={behind}
        forecast={forecast}
        onCurrency={(code) => change({ currency: code, row: "" })}
      />
      {currency ? (
        <>
          <CostChart
            costs={costs}
            currency={currency}
            onOpen={({ from, to }) => change({ from, to, granularity: "" })}
          />
          <CostTables costs={costs} currency={currency} behind={behind} search={search} onChange={change} />
          {anomalies ? <AnomalyPanel anomalies={anomalies} behind={behind} /> : null}
          {forecast ? <MonthPanel forecast={forecast} currency={currency.currency} behind={behind} /> : null}
        </>
      ) : null}
      <UnpricedPanel costs={costs} behind={behind} />
      <p className={classes.foot}>
        <span>
          Calls that began from {formatBucket(costs.from, "hour", costs.zone)} to{" "}
          {formatBucket(costs.to, "hour", costs.zone)} ({costs.zone}), compared with the same length of time
          before.
        </span>
        <a className={classes.export} href={exportHref(costs, search)} download>
          <IconDownload size={14} aria-hidden />
          Export {formatCounted(lineCount(costs), "line")} as CSV
        </a>
      </p>
    </>
  );
}

/** One line for each call of the filtered set, whatever its currency, priced or not. */
function lineCount(costs: Costs): number {
  return costs.currencies.reduce((sum, { calls }) => sum + calls, costs.unpriced.calls);
}

function exportHref(costs: Costs, { only, not }: CostSearch): string {
  const query = new URLSearchParams({ from: costs.from, to: costs.to });
  for (const value of only) query.append("only", value);
  for (const value of not) query.append("not", value);
  return `/api/console/costs/export?${query}`;
}
