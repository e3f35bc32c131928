import Link from "next/link";
import { IconArrowDown, IconArrowUp } from "@/components/icons";
import type { CostAnomalies, CostAnomaly, CostCause } from "@/lib/cost/list-cost-anomalies.schema";
import { Money } from "../data/money";
import { Panel } from "../data/panel";
import { formatBucket } from "../format/format-bucket";
import { formatCount, formatCounted } from "../format/format-count";
import overview from "../overview/overview.module.css";
import classes from "./cost.module.css";
import { type CallsBehind, callsHref, narrowedTo } from "./cost-links";
import { DIMENSION_NAMES, valueName } from "./dimension-names";

/** Days that are far from the days before them, with what explains each best. Every amount opens its calls. */
export function AnomalyPanel({ anomalies, behind }: { anomalies: CostAnomalies; behind: CallsBehind }) {
  const { items, total } = anomalies;
  return (
    <Panel
      title="Unusual days"
      anchor="unusual"
      aside={
        <Link className={overview.more} href="/docs/cost#unusual-days">
          How they are found
        </Link>
      }
    >
      {items.length === 0 ? (
        <p className={classes.dim}>{nothingIn(anomalies)}</p>
      ) : (
        <ul className={classes.unusual}>
          {items.map((anomaly) => (
            <Unusual
              key={`${anomaly.currency} ${anomaly.from} ${anomaly.whole} ${anomaly.value}`}
              anomaly={anomaly}
              anomalies={anomalies}
              behind={{ ...behind, currency: anomaly.currency, from: anomaly.from, to: anomaly.to }}
            />
          ))}
        </ul>
      )}
      {total > items.length ? (
        <p className={classes.dim}>
          The latest {items.length} of {total}. Choose a shorter time to see others.
        </p>
      ) : null}
    </Panel>
  );
}

function Unusual(props: { anomaly: CostAnomaly; anomalies: CostAnomalies; behind: CallsBehind }) {
  const { anomaly, anomalies } = props;
  const { by, zone } = anomalies;
  const { more, whole, value, currency, causes } = anomaly;
  const behind = whole ? props.behind : narrowedTo(props.behind, by, { value, others: 0 }, []);
  const Icon = more ? IconArrowUp : IconArrowDown;
  return (
    <li>
      <p className={classes.unusualHead}>
        <Icon size={14} aria-hidden />
        <strong>
          {formatBucket(anomaly.from, "day", zone)}
          {whole ? "" : `, ${DIMENSION_NAMES[by].label.toLowerCase()} ${valueName(by, value)}`}
        </strong>
        <span>
          <Link className={classes.amount} href={callsHref(behind)} prefetch={false}>
            <Money cost={anomaly.cost} currency={currency} />
          </Link>
          {anomaly.over ? "" : " so far"}, {more ? "more" : "less"} than the usual{" "}
          <Money cost={anomaly.usual} currency={currency} />{" "}
          <span className={classes.dim}>of the {formatCounted(anomaly.pastDays, "day")} before</span>
        </span>
      </p>
      {causes.length > 0 ? (
        <ol className={classes.causes} aria-label="What explains it">
          {causes.map((cause) => (
            <Cause key={cause.dimension} cause={cause} currency={currency} behind={behind} />
          ))}
        </ol>
      ) : (
        <p className={classes.alike}>
          All that is used changed alike: no caller, model or operation stands out.
        </p>
      )}
    </li>
  );
}

function Cause(props: { cause: CostCause; currency: string; behind: CallsBehind }) {
  const { cause, currency, behind } = props;
  const { dimension, value } = cause;
  return (
    <li>
      <span>
        {DIMENSION_NAMES[dimension].label} <b>{valueName(dimension, value)}</b>
      </span>
      <span className={classes.dim}>{Math.round(cause.share)} % of the difference</span>
      <span>
        <Link
          className={classes.amount}
          href={callsHref(narrowedTo(behind, dimension, { value, others: 0 }, []))}
          prefetch={false}
        >
          <Money cost={cause.cost} currency={currency} />
        </Link>{" "}
        <span className={classes.dim}>
          instead of <Money cost={cause.usual} currency={currency} />; {formatCounted(cause.calls, "call")}{" "}
          instead of {cause.usualCalls >= 100 ? formatCount(Math.round(cause.usualCalls)) : cause.usualCalls}
        </span>
      </span>
    </li>
  );
}

function nothingIn({ days, tooEarly, neededDays }: CostAnomalies): string {
  if (tooEarly >= days) {
    return `Too little data: a day is compared with at least ${neededDays} whole days before it, and no day of this time has as many.`;
  }
  const judged = `None of ${formatCounted(days - tooEarly, "day")} is far from the days before it.`;
  return tooEarly > 0 ? `${judged} ${formatCounted(tooEarly, "day")} had too few before to tell.` : judged;
}
