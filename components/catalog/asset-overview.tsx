import Link from "next/link";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { Ago, Instant } from "../data/time";
import { formatCounted } from "../format/format-count";
import type { AssetOverviewData } from "./asset-overview-data";
import classes from "./catalog.module.css";
import { ModelPrice } from "./model-price";

const OFFERS: Record<string, readonly [title: string, one: string]> = {
  agent: ["Skills", "skill"],
  "mcp-server": ["Tools", "tool"],
  api: ["Operations", "operation"],
  stream: ["Channels", "channel"],
  workflow: ["Steps", "step"],
  prompt: ["Messages", "message"],
  suite: ["Checks", "check"],
  "price-table": ["Prices", "price"],
};

/** What an asset is for, where it answers, whose it is. `narrow` is the panel beside the list; the page has two columns. */
export function AssetOverview({ data, narrow = false }: { data: AssetOverviewData; narrow?: boolean }) {
  const { asset, live } = data;
  const [offersTitle, one] = OFFERS[asset.kind] ?? ["Offers", "offer"];
  return (
    <div className={classes.columns} data-narrow={narrow || undefined}>
      <div>
        <Panel title="Purpose">
          <p className={classes.lead}>{asset.description || "Nobody has said what this is for."}</p>
        </Panel>
        {data.endpoints.length > 0 ? (
          <Panel title="Endpoint">
            <Facts
              items={[
                ...data.endpoints.map(([label, url]) => [label, <code key={url}>{url}</code>] as const),
                ...data.facts,
              ]}
            />
          </Panel>
        ) : null}
        {data.content.length > 0 ? (
          <Panel title="What it says">
            <Facts items={data.content} />
          </Panel>
        ) : null}
        {data.offers.length > 0 ? (
          <Panel title={offersTitle} aside={formatCounted(data.offers.length, one)}>
            <ul className={classes.offers}>
              {data.offers.map((offer) => (
                <li key={offer.id}>
                  <strong>{offer.name}</strong>
                  <span>{offer.text}</span>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {data.prices.length > 0 ? (
          <Panel title="Price">
            <ModelPrice tables={data.prices} />
          </Panel>
        ) : null}
        {data.instructions ? (
          <Panel title="Instructions">
            <TextBlock label="Instructions of the server" text={data.instructions} />
          </Panel>
        ) : null}
        {data.spec ? (
          <Panel title="Specification">
            <TextBlock label="Specification" text={data.spec.text} language="JSON" />
            {data.spec.chars > data.spec.text.length ? (
              <p className={classes.dim}>
                These are the first {data.spec.text.length} of {data.spec.chars} characters. The management
                API gives all of it.
              </p>
            ) : null}
          </Panel>
        ) : null}
        {data.policy ? (
          <Panel
            title="Policies"
            aside={data.policy.guardrail ? "Guardrail of the whole mesh" : "Policy of its domain"}
          >
            {data.policy.guardrail ? (
              <p className={classes.text}>A guardrail forbids for everyone; no domain can loosen it.</p>
            ) : null}
            <TextBlock label="Policy text" text={data.policy.text} language="Cedar" />
          </Panel>
        ) : null}
      </div>
      <div>
        <Panel title="About">
          <Facts
            items={[
              ["Name", <CopyId key="name" id={asset.name} what="name" full />],
              [
                "Owner",
                <Link
                  key="owner"
                  className={classes.link}
                  href={`/domains/${encodeURIComponent(asset.domain)}`}
                >
                  {asset.domain}
                </Link>,
              ],
              ["Data class", asset.dataClass],
              ["Skills", asset.skills.length > 0 ? <Tags key="skills" tags={asset.skills} /> : null],
              ["Field", asset.field],
              ["Tags", asset.tags.length > 0 ? <Tags key="tags" tags={asset.tags} /> : null],
              ["Registered", <Instant key="created" at={asset.createdAt} />],
            ]}
          />
        </Panel>
        {live ? (
          <Panel title="In traffic">
            <Facts
              items={[
                ["Version", `v${live.version}`],
                ["Digest", <CopyId key="digest" id={live.digest} what="digest" />],
                ["Published", <Ago key="at" at={live.createdAt} />],
                ["By", live.createdBy],
              ]}
            />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={classes.tags}>
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
}
