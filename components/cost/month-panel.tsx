"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import type { CostForecast, MonthCosts } from "@/lib/cost/forecast-costs.schema";
import { formatCost } from "@/lib/cost/format-cost";
import charts from "../charts/charts.module.css";
import { Money } from "../data/money";
import { Panel } from "../data/panel";
import { formatBucket } from "../format/format-bucket";
import { formatCounted } from "../format/format-count";
import overview from "../overview/overview.module.css";
import { bigDigits } from "./big-digits";
import classes from "./cost.module.css";
import { type CallsBehind, callsHref } from "./cost-links";
import { monthName, sumPoints } from "./month-rows";

const RunningSum = dynamic(() => import("../charts/running-sum").then((module) => module.RunningSum), {
  ssr: false,
  loading: () => <div className={charts.plot} data-tall aria-hidden />,
});

/** This month: the sum as it grew, where it is going, and how sure that is. */
export function MonthPanel(props: { forecast: CostForecast; currency: string; behind: CallsBehind }) {
  const { forecast, currency, behind } = props;
  const month = forecast.currencies.find((one) => one.currency === currency);
  if (!month) return null;
  const name = monthName(forecast);
  const expected = month.forecast;
  return (
    <Panel
      title={`${name}, to its end`}
      anchor="month"
      aside={
        <Link className={overview.more} href="/docs/cost#forecast-of-the-month">
          How it is told
        </Link>
      }
    >
      <p className={classes.sentence}>
        <Link
          className={classes.amount}
          href={callsHref({ ...behind, from: forecast.from, to: forecast.at })}
          prefetch={false}
        >
          <Money cost={month.spent} currency={currency} digits={bigDigits(month.spent)} />
        </Link>{" "}
        spent so far.{" "}
        {expected
          ? `Going on like the last ${formatCounted(month.pastDays, "day")}, ${name} comes to ${amount(expected.expected, currency)}; in 8 of 10 cases to between ${amount(expected.low, currency)} and ${amount(expected.high, currency)}.`
          : `Too little data to say more: a forecast needs ${forecast.neededDays} whole days on record, and there ${month.pastDays === 1 ? "is" : "are"} ${month.pastDays}.`}
      </p>
      {expected ? (
        <figure className={charts.figure}>
          <RunningSum
            points={sumPoints(month)}
            label={`Spent and expected in ${name}, in ${currency}`}
            formatAt={(at, short) => formatBucket(at, "day", forecast.zone, short)}
            formatValue={(value) => amount(value.toFixed(12), currency)}
          />
          <MonthTable forecast={forecast} month={month} behind={behind} />
        </figure>
      ) : null}
    </Panel>
  );
}

/** The same figures as a table; days that are over lead to their calls. */
function MonthTable(props: { forecast: CostForecast; month: MonthCosts; behind: CallsBehind }) {
  const { forecast, month, behind } = props;
  const coming = month.forecast?.days ?? [];
  return (
    <details className={charts.details}>
      <summary>Figures</summary>
      <table className={charts.table}>
        <caption>
          Days of {forecast.zone}: what was spent on each, and what the month is expected to have come to
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Spent</th>
            <th scope="col">Expected in all</th>
            <th scope="col">8 of 10 times</th>
          </tr>
        </thead>
        <tbody>
          {month.days.map(({ from, to, cost }, nth) => (
            <tr key={from}>
              <th scope="row">{formatBucket(from, "day", forecast.zone)}</th>
              <td>
                <Link href={callsHref({ ...behind, from, to })} prefetch={false}>
                  <Money cost={cost} currency={month.currency} />
                </Link>
              </td>
              <Expected
                day={nth === month.days.length - 1 ? coming[0] : undefined}
                currency={month.currency}
              />
            </tr>
          ))}
          {coming.slice(1).map((day, nth) => (
            <tr key={day.to}>
              <th scope="row">{formatBucket(coming[nth]?.to ?? day.to, "day", forecast.zone)}</th>
              <td>–</td>
              <Expected day={day} currency={month.currency} />
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Expected({ day, currency }: { day: ComingDay | undefined; currency: string }) {
  return (
    <>
      <td>{day ? amount(day.expected, currency) : "–"}</td>
      <td>{day ? `${amount(day.low, currency)} to ${amount(day.high, currency)}` : "–"}</td>
    </>
  );
}

type ComingDay = NonNullable<MonthCosts["forecast"]>["days"][number];

function amount(cost: string, currency: string): string {
  return formatCost(cost, currency, bigDigits(cost));
}
