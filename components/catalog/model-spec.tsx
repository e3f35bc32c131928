import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import classes from "./catalog.module.css";
import { authName, type ModelView } from "./spec.schema";

export function ModelSpecView({ spec }: { spec: ModelView }) {
  const { price } = spec;
  return (
    <>
      <Panel title="Price">
        {price ? (
          <table className={classes.prices}>
            <caption className={classes.text}>{price.currency} for a million tokens</caption>
            <tbody>
              <PriceRow unit="Input" price={price.input} />
              <PriceRow unit="Input from the provider's cache" price={price.cachedInput} />
              <PriceRow unit="Written to the provider's cache" price={price.cacheWrite} />
              <PriceRow unit="Output" price={price.output} />
            </tbody>
          </table>
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

function PriceRow({ unit, price }: { unit: string; price: string | undefined }) {
  if (price === undefined) return null;
  return (
    <tr>
      <th scope="row">{unit}</th>
      <td>{price}</td>
    </tr>
  );
}
