import type { Overview } from "@/lib/records/overview.schema";
import { Money } from "../data/money";
import { Figure, Figures } from "../figures/figures";
import { formatCount } from "../format/format-count";
import { overviewTotals } from "./overview-totals";

/** The mesh in numbers. Each leads to exactly what it counts: the calls that began since `from`. */
export function OverviewFigures({ overview }: { overview: Overview }) {
  const totals = overviewTotals(overview);
  const from = encodeURIComponent(overview.from);
  const calls = (status: string) => `/calls?from=${from}${status ? `&status=${status}` : ""}`;
  return (
    <Figures>
      <Figure label="Calls" href={calls("")}>
        {formatCount(totals.all)}
      </Figure>
      <Figure label="Refused" href={calls("denied,held")} tone={totals.denied > 0 ? "denied" : undefined}>
        {formatCount(totals.denied)}
      </Figure>
      <Figure
        label="Failed"
        href={calls("failed,outcome_unknown,cancelled")}
        tone={totals.failed > 0 ? "failed" : undefined}
      >
        {formatCount(totals.failed)}
      </Figure>
      <Figure label="Running" href={calls("admitted")}>
        {formatCount(totals.running)}
      </Figure>
      {overview.spend.map(({ currency, cost }) => (
        <Figure
          key={currency}
          label={`Spent in ${currency}`}
          href={`/cost?from=${from}&currency=${encodeURIComponent(currency)}`}
        >
          <Money cost={cost} currency={currency} digits={2} />
        </Figure>
      ))}
      {overview.spend.length === 0 ? (
        <Figure label="Spent" href={`/cost?from=${from}`}>
          –
        </Figure>
      ) : null}
    </Figures>
  );
}
