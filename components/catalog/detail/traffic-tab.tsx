import Link from "next/link";
import type { CallSummary } from "@/lib/records/call.schema";
import type { AssetTraffic, Party } from "@/lib/registry/get-asset-traffic.schema";
import type { TrafficRange } from "@/lib/registry/traffic-ranges.schema";
import { CallLines } from "../../calls/call-lines";
import { callerHref } from "../../calls/call-links";
import { Panel } from "../../data/panel";
import { Figure, Figures } from "../../figures/figures";
import { formatCount, formatShare } from "../../format/format-count";
import { formatDuration } from "../../format/format-duration";
import overviewClasses from "../../overview/overview.module.css";
import { EmptyState } from "../../states/empty-state";
import classes from "../catalog.module.css";
import { PartyTable } from "./party-table";
import { TrafficCharts } from "./traffic-charts";
import { trafficTotals } from "./traffic-totals";

const RANGE_WORDS: Record<TrafficRange, string> = {
  "1h": "the last hour",
  "24h": "the last 24 hours",
  "7d": "the last 7 days",
};

/** How an asset is used: how often, how well, how fast, by whom and for what. */
export function TrafficTab(props: {
  name: string;
  range: TrafficRange;
  traffic: AssetTraffic;
  calls: readonly CallSummary[];
}) {
  const { name, range, traffic, calls } = props;
  const totals = trafficTotals(traffic);
  const recent = (
    <Panel
      title="Recent calls"
      aside={
        <Link className={overviewClasses.more} href={`/calls?callee=${encodeURIComponent(name)}`}>
          All calls to it
        </Link>
      }
    >
      {calls.length === 0 ? (
        <p className={classes.dim}>Nobody has called it yet.</p>
      ) : (
        <CallLines calls={calls} />
      )}
    </Panel>
  );
  if (totals.all === 0) {
    return (
      <>
        <EmptyState title={`Nobody has called it in ${RANGE_WORDS[range]}`}>
          Choose a longer time, or try it yourself.
        </EmptyState>
        {recent}
      </>
    );
  }
  return (
    <>
      <Figures>
        <Figure label="Calls">{formatCount(totals.all)}</Figure>
        <Figure label="Failed">{formatShare(totals.failed / Math.max(1, totals.reached))}</Figure>
        <Figure label="Refused">{formatCount(totals.refused)}</Figure>
        <Figure label="Median">{formatDuration(traffic.p50Us)}</Figure>
        <Figure label="p95">{formatDuration(traffic.p95Us)}</Figure>
        <Figure label="p99">{formatDuration(traffic.p99Us)}</Figure>
      </Figures>
      <TrafficCharts traffic={traffic} />
      <div className={classes.halves}>
        <Panel title="Top callers">
          <PartyTable label="Top callers" parties={traffic.callers} href={callerOf} />
        </Panel>
        <Panel title="What they asked for">
          <Operations operations={traffic.operations} />
        </Panel>
      </div>
      {recent}
    </>
  );
}

function callerOf({ kind, name }: Party): string {
  return callerHref(kind, name);
}

function Operations({ operations }: { operations: AssetTraffic["operations"] }) {
  if (operations.length === 0) return <p className={classes.dim}>No call reached it.</p>;
  return (
    <table className={classes.figures} aria-label="What they asked for">
      <thead>
        <tr>
          <th scope="col">Tool, skill or model</th>
          <th scope="col">Calls</th>
          <th scope="col">Failed</th>
          <th scope="col">p95</th>
        </tr>
      </thead>
      <tbody>
        {operations.map(({ name, calls, failed, p95Us }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatCount(calls)}</td>
            <td>{formatShare(failed / calls)}</td>
            <td>{formatDuration(p95Us)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
