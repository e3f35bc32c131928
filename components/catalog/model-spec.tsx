import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import classes from "./catalog.module.css";
import { rateTables } from "./rate-tables";
import { authName, type ModelView, type RatesView } from "./spec.schema";

export function ModelSpecView({ spec }: { spec: ModelView }) {
  const { price } = spec;
  return (
    <>
      <Panel title="Price">
        {price ? (
          rateTables(price).map(({ title, rates }) => <RateTable key={title} title={title} rates={rates} />)
        ) : (
          <p className={classes.text}>No price is set: tokens are counted, their cost is unknown.</p>
        )}
      </Panel>
      <Panel title="Endpoint">
        <Facts
          items={[
            ["Protocol", spec.api === "openai" ? "OpenAI" : "Anthropic"],
            ["Address", <code key="url">{spec.url}</code>],
            ["Model there", <code key="model">{spec.upstreamModel}</code>],
            ["Can", spec.capabilities.join(", ")],
            ["Credential", authName(spec.auth)],
          ]}
        />
      </Panel>
    </>
  );
}

function RateTable({ title, rates }: { title: string; rates: RatesView }) {
  return (
    <table className={classes.prices}>
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
  );
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
