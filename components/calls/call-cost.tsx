import { trimEnd } from "@/lib/core/trim-end";
import { formatCost } from "@/lib/cost/format-cost";
import type { CallDetail } from "@/lib/records/call.schema";
import { formatCount } from "../format/format-count";
import classes from "./call-view.module.css";

const UNITS: Record<string, string> = {
  input: "Input",
  cachedInput: "Input from cache",
  cacheWrite: "Written to cache",
  cacheWriteLong: "Written to cache for an hour",
  output: "Output",
  reasoning: "Reasoning",
};

/** Tokens, the price that was in force, and what it came to, exactly. */
export function CallCost({ call }: { call: CallDetail }) {
  const { ledger } = call;
  if (!ledger) {
    return (
      <p className={classes.note}>
        {formatCount(call.inputTokens)} tokens in, {formatCount(call.outputTokens)} out. No price is set for
        this model, so the cost is unknown.
      </p>
    );
  }
  return (
    <>
      <p className={classes.money}>{formatCost(ledger.cost, ledger.currency)}</p>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">Tokens</th>
            <th scope="col">Count</th>
            <th scope="col">Per million</th>
            <th scope="col">{ledger.currency}</th>
          </tr>
        </thead>
        <tbody>
          {ledger.lines.map((line) => (
            <tr key={line.unit}>
              <td>{UNITS[line.unit] ?? line.unit}</td>
              <td>{formatCount(line.tokens)}</td>
              <td>{line.perMillion}</td>
              <td>{line.cost}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {ledger.model ? `${ledger.model}. ` : null}Exactly <code>{withoutZeros(ledger.cost)}</code>{" "}
        {ledger.currency}
        {ledger.estimated ? "; tokens counted by the mesh because the provider did not say" : ""}.
      </p>
    </>
  );
}

/** The store pads decimals; the zeros say nothing. */
function withoutZeros(decimal: string): string {
  return decimal.includes(".") ? trimEnd(trimEnd(decimal, "0"), ".") : decimal;
}
