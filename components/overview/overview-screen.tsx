import Link from "next/link";
import type { ReactNode } from "react";
import { IconArrowRight } from "@/components/icons";
import { formatCost } from "@/lib/cost/format-cost";
import type { Overview } from "@/lib/records/overview.schema";
import { CallLines } from "../calls/call-lines";
import { NoCallsYet } from "../calls/no-calls";
import { Panel } from "../data/panel";
import { formatCount, formatCounted } from "../format/format-count";
import { CallsChart } from "./calls-chart";
import { NextSteps } from "./next-steps";
import classes from "./overview.module.css";
import { overviewTotals } from "./overview-totals";

/** What the mesh is doing now, what it refused, and what to do next. */
export function OverviewScreen(props: {
  overview: Overview;
  kinds: readonly { value: string; count: number }[];
}) {
  const { overview, kinds } = props;
  const totals = overviewTotals(overview);
  return (
    <>
      <dl className={classes.figures}>
        <Figure label="Calls" href="/calls">
          {formatCount(totals.all)}
        </Figure>
        <Figure label="Denied" href="/calls?status=denied" tone={totals.denied > 0 ? "denied" : undefined}>
          {formatCount(totals.denied)}
        </Figure>
        <Figure label="Failed" href="/calls?status=failed" tone={totals.failed > 0 ? "failed" : undefined}>
          {formatCount(totals.failed)}
        </Figure>
        <Figure label="Running" href="/calls?status=admitted">
          {formatCount(totals.running)}
        </Figure>
        <Figure label="Spent">
          {overview.spend.map(({ currency, cost }) => formatCost(cost, currency, 2)).join(" + ") || "–"}
        </Figure>
        <Figure label="Callers and callees">
          {formatCount(overview.parties.callers)} → {formatCount(overview.parties.callees)}
        </Figure>
      </dl>
      {totals.all > 0 ? <CallsChart overview={overview} /> : null}
      <div className={classes.columns}>
        <Panel title="Last calls" aside={<More href="/calls" label="All calls" />}>
          {overview.latest.length > 0 ? <CallLines calls={overview.latest} /> : <NoCallsYet />}
        </Panel>
        <div>
          <Panel
            title="Refused"
            aside={
              overview.refused.length > 0 ? (
                <More href="/calls?status=denied,held" label="All refused" />
              ) : null
            }
          >
            {overview.refused.length > 0 ? (
              <CallLines calls={overview.refused} />
            ) : (
              <p className={classes.note}>No call was refused in the last 24 hours.</p>
            )}
          </Panel>
          <Panel title="In the catalog" aside={<More href="/catalog" label="Catalog" />}>
            <p className={classes.note}>
              {kinds.length > 0
                ? kinds
                    .map(({ value, count }) => formatCounted(count, value.replace("-", " "), plural(value)))
                    .join(", ")
                : "Nothing is registered yet."}
            </p>
          </Panel>
          <NextSteps
            hasAssets={kinds.length > 0}
            hasCalls={overview.latest.length > 0}
            refused={overview.refused[0]}
          />
        </div>
      </div>
    </>
  );
}

function plural(kind: string): string {
  return kind === "policy" ? "policies" : `${kind.replace("-", " ")}s`;
}

function Figure(props: { label: string; href?: string; tone?: string | undefined; children: ReactNode }) {
  return (
    <div className={classes.figure} data-tone={props.tone}>
      <dt>{props.label}</dt>
      <dd>{props.href ? <Link href={props.href}>{props.children}</Link> : props.children}</dd>
    </div>
  );
}

function More({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href} className={classes.more}>
      {label} <IconArrowRight size={14} aria-hidden />
    </Link>
  );
}
