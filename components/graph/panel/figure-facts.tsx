import Link from "next/link";
import type { CallFigures } from "@/lib/records/mesh-graph.schema";
import { Facts } from "../../data/facts";
import { Ago } from "../../data/time";
import { formatCount } from "../../format/format-count";
import { formatDuration } from "../../format/format-duration";
import { callsHref } from "../call-links";
import { formatCosts, formatErrors, formatRate } from "../format-figures";
import classes from "../graph.module.css";

/** What calls came to; each count opens exactly the calls that it counts. */
export function FigureFacts(props: {
  figures: CallFigures | undefined;
  rangeMs: number;
  /** Selects the calls. */
  query: URLSearchParams;
  /** Of a span of a replay only counts are known. */
  brief?: boolean;
}) {
  const { figures, rangeMs, query, brief = false } = props;
  if (!figures || figures.calls === 0) return <p className={classes.dim}>No calls in this time.</p>;
  const counted = (count: number, statuses: string[]) =>
    count === 0 ? null : <Link href={callsHref(query, statuses)}>{formatCount(count)}</Link>;
  return (
    <Facts
      items={[
        [
          "Calls",
          <Link key="all" href={callsHref(query)}>
            {formatCount(figures.calls)}
          </Link>,
        ],
        ["Rate", formatRate(figures.calls, rangeMs)],
        [
          "Errors",
          figures.failed === 0 ? (
            "None"
          ) : (
            <span key="errors">
              {formatErrors(figures)} · {counted(figures.failed, ["failed", "outcome_unknown"])}
            </span>
          ),
        ],
        ["Denied", counted(figures.denied, ["denied"])],
        ["Held", counted(figures.held, ["held"])],
        ["Running", counted(figures.open, ["admitted"])],
        ["Median", brief ? null : formatDuration(figures.p50Us)],
        ["95th percentile", formatDuration(figures.p95Us)],
        ["Cost", figures.cost.length > 0 ? formatCosts(figures.cost) : null],
        ["Last call", brief ? null : <Ago key="last" at={figures.lastAt} />],
      ]}
    />
  );
}
