import type { CostFigure } from "@/lib/cost/get-costs.schema";
import { Money } from "../data/money";
import classes from "./cost.module.css";

/** How much more or less than in the period before, in money and in percent. Words and sign, no colour: whether more is bad is not ours to say. */
export function ChangeText({ figure, currency }: { figure: CostFigure; currency: string }) {
  const { change, previous } = figure;
  const less = change.cost.startsWith("-");
  if (change.cost === "0") return <span className={classes.dim}>no change</span>;
  return (
    <span className={classes.change}>
      {less ? "−" : "+"}
      <Money cost={less ? change.cost.slice(1) : change.cost} currency={currency} />
      <span className={classes.dim}>
        {change.percent === null
          ? previous.calls === 0
            ? " new"
            : ""
          : ` ${less ? "−" : "+"}${Math.abs(change.percent).toLocaleString("en-US")} %`}
      </span>
    </span>
  );
}
