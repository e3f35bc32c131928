import Link from "next/link";
import { createSerializer } from "nuqs/server";
import { dimensionValue } from "@/lib/cost/cost-names.schema";
import { formatCost } from "@/lib/cost/format-cost";
import type { AssetCosts } from "@/lib/registry/get-asset-costs.schema";
import { costSearch } from "../../cost/cost-search";
import { Panel } from "../../data/panel";
import { Unseen } from "../../data/unseen";
import overviewClasses from "../../overview/overview.module.css";
import { EmptyState } from "../../states/empty-state";
import classes from "../catalog.module.css";

const BAR_WIDTH = 200;
const BAR_HEIGHT = 10;

/** What was spent on an asset, or by an agent, day by day. The table is the chart: each day has its bar. */
export function CostsTab({ kind, name, costs }: { kind: string; name: string; costs: AssetCosts }) {
  const by =
    kind === "agent" ? "What this agent has spent on what it called" : "What was spent on calls to it";
  if (costs.currencies.length === 0) {
    return (
      <EmptyState title="Nothing was spent in this time">
        {by}: only calls that have a price count. A model gets its price when it is registered.
      </EmptyState>
    );
  }
  return costs.currencies.map(({ currency, total, costs: days }) => {
    const most = Math.max(...days.map(Number));
    return (
      <Panel
        key={currency}
        title={`${formatCost(total, currency)} in ${days.length} days`}
        aside={
          <Link className={overviewClasses.more} href={costHref(kind, name, days.length, currency)}>
            By model, caller and task
          </Link>
        }
      >
        <p className={classes.text}>{by}, by day in UTC. Exact sums of the ledger.</p>
        <table className={classes.figures} aria-label={`Cost by day in ${currency}`}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Cost</th>
              <th scope="col" className={classes.barHead}>
                <Unseen>Bar</Unseen>
              </th>
            </tr>
          </thead>
          <tbody>
            {costs.days
              .map((day, at) => ({ day, cost: days[at] ?? "0" }))
              .reverse()
              .map(({ day, cost }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{formatCost(cost, currency)}</td>
                  <td className={classes.bar}>
                    <svg
                      width="100%"
                      height={BAR_HEIGHT}
                      viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`}
                      preserveAspectRatio="none"
                      aria-hidden
                    >
                      <rect
                        width={(Number(cost) / most) * BAR_WIDTH}
                        height={BAR_HEIGHT}
                        fill="currentColor"
                      />
                    </svg>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </Panel>
    );
  });
}

/** The cost screen, narrowed to what an agent spent, or to what was spent on something else. */
function costHref(kind: string, name: string, days: number, currency: string): string {
  const only = kind === "agent" ? dimensionValue("caller", `agent:${name}`) : dimensionValue("callee", name);
  return costAddress("/cost", {
    from: `${days}d`,
    by: kind === "agent" ? "model" : "caller",
    currency,
    only: [only],
  });
}

const costAddress = createSerializer(costSearch);
