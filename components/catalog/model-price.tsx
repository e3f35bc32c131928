import classes from "./catalog.module.css";
import type { RatesView } from "./spec.schema";

/** The tables of a model's price. */
export function ModelPrice({ tables }: { tables: readonly { title: string; rates: RatesView }[] }) {
  return tables.map(({ title, rates }) => (
    <table key={title} className={classes.prices}>
      <caption className={classes.text}>{title}</caption>
      <tbody>
        <PriceRow unit="Input" price={rates.input} />
        <PriceRow unit="Input from the provider's cache" price={rates.cachedInput} />
        <PriceRow unit="Written to the provider's cache" price={rates.cacheWrite} />
        <PriceRow unit="Written to the provider's cache for an hour" price={rates.cacheWriteLong} />
        <PriceRow unit="Output" price={rates.output} />
        <PriceRow unit="Reasoning" price={rates.reasoning} />
      </tbody>
    </table>
  ));
}

function PriceRow({ unit, price }: { unit: string; price: string | undefined }) {
  if (price === undefined) return null;
  return (
    <tr>
      <th scope="row">{unit}</th>
      <td>{price}</td>
    </tr>
  );
}
