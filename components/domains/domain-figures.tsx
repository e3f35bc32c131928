import type { Costs } from "@/lib/cost/get-costs.schema";
import type { CountCallsOutput } from "@/lib/records/count-calls.schema";
import type { DomainDetail } from "@/lib/registry/get-domain.schema";
import { Money } from "../data/money";
import { Figure, Figures } from "../figures/figures";
import { formatCount, formatShare } from "../format/format-count";

const FAILED = ["failed", "outcome_unknown"];

/** A domain in numbers. Each leads to what it counts. */
export function DomainFigures(props: { domain: DomainDetail; calls: CountCallsOutput; costs: Costs }) {
  const { domain, calls, costs } = props;
  const name = encodeURIComponent(domain.name);
  const failed = (calls.values.status ?? [])
    .filter(({ value }) => FAILED.includes(value))
    .reduce((sum, { count }) => sum + count, 0);
  const list = `/calls?domain=${name}&from=7d`;
  const cost = `/cost?from=30d&only=${encodeURIComponent(`domain:${domain.name}`)}`;
  return (
    <Figures>
      <Figure label="Assets" href={`/catalog?domain=${name}`}>
        {formatCount(domain.assets.reduce((sum, { count }) => sum + count, 0))}
      </Figure>
      <Figure label="Calls in 7 days" href={list}>
        {calls.exact ? "" : ">\u2009"}
        {formatCount(calls.total)}
      </Figure>
      <Figure
        label={calls.exact ? "Failed" : `Failed of the last ${formatCount(calls.total)}`}
        href={`${list}&status=${FAILED.join(",")}`}
        tone={failed > 0 ? "failed" : undefined}
      >
        {calls.total === 0 ? "–" : formatShare(failed / calls.total)}
      </Figure>
      {costs.currencies.map(({ currency, cost: spent }) => (
        <Figure
          key={currency}
          label={`Spent in ${currency} in 30 days`}
          href={`${cost}&currency=${encodeURIComponent(currency)}`}
        >
          <Money cost={spent} currency={currency} digits={2} />
        </Figure>
      ))}
      {costs.currencies.length === 0 ? (
        <Figure label="Spent in 30 days" href={cost}>
          –
        </Figure>
      ) : null}
    </Figures>
  );
}
