"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { IconArrowRight } from "@/components/icons";
import { CallLines } from "../calls/call-lines";
import { NoCallsYet } from "../calls/no-calls";
import { fetchJson } from "../data/fetch-json";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { ErrorState } from "../states/error-state";
import { ListSkeleton } from "../states/skeletons";
import { AttentionPanel } from "./attention-panel";
import { CallsChart } from "./calls-chart";
import { EntryLines } from "./entry-lines";
import { HealthLine } from "./health-line";
import { NextSteps } from "./next-steps";
import classes from "./overview.module.css";
import { OverviewFigures } from "./overview-figures";
import { type OverviewData, overviewKey, overviewSearch } from "./overview-search";
import { overviewTotals } from "./overview-totals";

const REFRESH_MS = 5_000;

/** What needs a person first, then how the mesh does, what it spends and what was changed. Reads itself anew every few seconds while it is looked at. */
export function OverviewScreen() {
  const [{ range }] = useQueryStates(overviewSearch);
  const found = useQuery({
    queryKey: overviewKey(range),
    queryFn: ({ signal }) => fetchJson<OverviewData>(`/api/console/overview?range=${range}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  if (found.isError && !found.data)
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <ListSkeleton />;
  return <Shown data={found.data} range={range} broken={found.isError} />;
}

function Shown({ data, range, broken }: { data: OverviewData; range: string; broken: boolean }) {
  const { overview, attention, kinds, health, changes } = data;
  const totals = overviewTotals(overview);
  const refusedHref = `/calls?status=denied,held&from=${range}`;
  return (
    <>
      <AttentionPanel attention={attention} />
      <OverviewFigures overview={overview} />
      {totals.all > 0 ? <CallsChart overview={overview} /> : null}
      <div className={classes.columns}>
        <div>
          <Panel title="Last calls" aside={<More href="/calls" label="All calls" />}>
            {overview.latest.length > 0 ? <CallLines calls={overview.latest} /> : <NoCallsYet />}
          </Panel>
          <Panel title="Recent changes" aside={<More href="/audit" label="Audit log" />}>
            <EntryLines entries={changes} none="Nothing was changed yet." />
          </Panel>
        </div>
        <div>
          <Panel
            title="Refused"
            aside={overview.refused.length > 0 ? <More href={refusedHref} label="All refused" /> : null}
          >
            {overview.refused.length > 0 ? (
              <CallLines calls={overview.refused} />
            ) : (
              <p className={classes.note}>No call was refused in this time.</p>
            )}
          </Panel>
          <Panel title="Health" aside={<More href="/catalog" label="Catalog" />}>
            {kinds.length > 0 ? (
              <HealthLine kinds={kinds} health={health} />
            ) : (
              <p className={classes.note}>Nothing is registered yet.</p>
            )}
          </Panel>
          <NextSteps
            hasAssets={kinds.length > 0}
            hasCalls={overview.latest.length > 0}
            refused={overview.refused[0]}
          />
        </div>
      </div>
      <p className={classes.foot} data-broken={broken || undefined}>
        {broken ? "The mesh does not answer; this is how it was " : "Read "}
        <Ago at={attention.at} />
        {broken ? "" : ", and again every five seconds."}
      </p>
    </>
  );
}

function More({ href, label }: { href: string; label: string }): ReactNode {
  return (
    <Link href={href} className={classes.more} prefetch={false}>
      {label} <IconArrowRight size={14} aria-hidden />
    </Link>
  );
}
