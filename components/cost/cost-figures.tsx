import Link from "next/link";
import type { CostForecast } from "@/lib/cost/forecast-costs.schema";
import type { Costs, CurrencyCosts } from "@/lib/cost/get-costs.schema";
import { Money } from "../data/money";
import { Figure, Figures } from "../figures/figures";
import { formatCount, formatCounted } from "../format/format-count";
import { bigDigits } from "./big-digits";
import { ChangeText } from "./change-text";
import classes from "./cost.module.css";
import { type CallsBehind, callsHref } from "./cost-links";
import { MonthEnd } from "./month-end";

/** The whole at a glance. Each figure leads to the calls that it counts; currencies stand side by side and are never added. */
export function CostFigures(props: {
  costs: Costs;
  currency: CurrencyCosts | undefined;
  behind: CallsBehind;
  forecast: CostForecast | undefined;
  onCurrency: (currency: string) => void;
}) {
  const { costs, currency, behind, forecast } = props;
  const { unpriced } = costs;
  const before = { ...behind, from: costs.previousFrom, to: costs.from };
  const { currency: _none, ...anyCurrency } = behind;
  return (
    <Figures>
      {currency ? (
        <>
          <Figure label={`Spent in ${currency.currency}`}>
            <Link href={callsHref(behind)} prefetch={false}>
              <Money cost={currency.cost} currency={currency.currency} digits={bigDigits(currency.cost)} />
            </Link>
            <small>
              <ChangeText figure={currency} currency={currency.currency} />
            </small>
          </Figure>
          <Figure label="In the period before">
            {currency.previous.calls > 0 ? (
              <Link href={callsHref(before)} prefetch={false}>
                <Money
                  cost={currency.previous.cost}
                  currency={currency.currency}
                  digits={bigDigits(currency.previous.cost)}
                />
              </Link>
            ) : (
              "–"
            )}
            <small>{formatCounted(currency.previous.calls, "call")}</small>
          </Figure>
          <Figure label="Calls with a price">
            <Link href={callsHref(behind)} prefetch={false}>
              {formatCount(currency.calls)}
            </Link>
            <small>{formatCount(currency.succeeded)} succeeded</small>
          </Figure>
          <Figure label="For each success">
            {currency.perSuccess === null ? (
              "–"
            ) : (
              <Money cost={currency.perSuccess} currency={currency.currency} />
            )}
            <small>failed calls paid for as well</small>
          </Figure>
          <MonthEnd forecast={forecast} currency={currency.currency} />
        </>
      ) : null}
      {costs.currencies
        .filter((one) => one !== currency)
        .map((one) => (
          <Figure key={one.currency} label={`Spent in ${one.currency}`}>
            <button
              type="button"
              className={classes.figureButton}
              onClick={() => props.onCurrency(one.currency)}
            >
              <Money cost={one.cost} currency={one.currency} digits={bigDigits(one.cost)} />
            </button>
            <small>look at {one.currency}</small>
          </Figure>
        ))}
      {unpriced.calls > 0 || !currency ? (
        <Figure label="Calls without a price" tone="waiting">
          <Link href={callsHref(anyCurrency)} prefetch={false}>
            {formatCount(unpriced.calls)}
          </Link>
          <small>{formatCount(unpriced.inputTokens + unpriced.outputTokens)} tokens of unknown cost</small>
        </Figure>
      ) : null}
    </Figures>
  );
}
