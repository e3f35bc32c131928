import type { CostForecast } from "@/lib/cost/forecast-costs.schema";
import { formatCost } from "@/lib/cost/format-cost";
import { Figure } from "../figures/figures";
import { formatCounted } from "../format/format-count";
import { bigDigits } from "./big-digits";
import classes from "./cost.module.css";
import { monthName } from "./month-rows";

/** What the month will have cost, or that nobody can say. Leads to the panel that shows how it comes about. */
export function MonthEnd({ forecast, currency }: { forecast: CostForecast | undefined; currency: string }) {
  const month = forecast?.currencies.find((one) => one.currency === currency);
  if (!forecast) return null;
  const expected = month?.forecast;
  const digits = bigDigits(expected?.expected ?? "0");
  return (
    <Figure label={`Expected for ${monthName(forecast)}`}>
      {expected ? (
        <a href="#month">{formatCost(expected.expected, currency, digits)}</a>
      ) : (
        <a href="#month" className={classes.dim}>
          –
        </a>
      )}
      <small>
        {expected
          ? `between ${formatCost(expected.low, "", digits).trim()} and ${formatCost(expected.high, "", digits).trim()}`
          : `too little data: ${month?.pastDays ?? 0} of ${formatCounted(forecast.neededDays, "day")}`}
      </small>
    </Figure>
  );
}
