import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import type { ChangeList } from "@/lib/changes/change-detail.schema";
import type { Costs } from "@/lib/cost/get-costs.schema";
import type { CountCallsOutput } from "@/lib/records/count-calls.schema";
import type { DomainDetail } from "@/lib/registry/get-domain.schema";
import type { ListAssetsOutput } from "@/lib/registry/list-assets.schema";
import { assetHref } from "../calls/call-links";
import { kindName } from "../calls/protocol-names";
import { AssetHealthBadge } from "../catalog/asset-health";
import { AssetStatus } from "../catalog/asset-status";
import { ChangeMark } from "../changes/change-marks";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { formatCounted } from "../format/format-count";
import { EntryLines } from "../overview/entry-lines";
import overview from "../overview/overview.module.css";
import { DomainFigures } from "./domain-figures";
import classes from "./domains.module.css";

export interface DomainData {
  domain: DomainDetail;
  assets: ListAssetsOutput;
  /** Of the last seven days. */
  calls: CountCallsOutput;
  /** Of the last thirty days. */
  costs: Costs;
  changes: ChangeList;
  /** What went wrong or was stopped in the last thirty days. */
  incidents: readonly AuditEntrySummary[];
  entries: readonly AuditEntrySummary[];
}

/** A domain: whose it is, what it has, how that is used, what it costs, and what is about to change. */
export function DomainView({ domain, assets, calls, costs, changes, incidents, entries }: DomainData) {
  const { name } = domain;
  const query = `domain=${encodeURIComponent(name)}`;
  return (
    <>
      <DomainFigures domain={domain} calls={calls} costs={costs} />
      <div className={overview.columns}>
        <div>
          <Panel title="Assets" aside={<More href={`/catalog?${query}`} text="In the catalog" />}>
            {assets.items.length === 0 ? (
              <p className={classes.dim}>Nothing belongs to it yet.</p>
            ) : (
              <ul className={classes.rows}>
                {assets.items.map((asset) => (
                  <li key={`${asset.kind}/${asset.name}`}>
                    <Link className={classes.name} href={assetHref(asset.kind, asset.name)} prefetch={false}>
                      {asset.title || asset.name}
                    </Link>
                    <span className={classes.dim}>{kindName(asset.kind)}</span>
                    <span>
                      {asset.health ? (
                        <AssetHealthBadge health={asset.health} />
                      ) : (
                        <AssetStatus lifecycle={asset.lifecycle} suspended={asset.suspendedReason !== null} />
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {assets.total > assets.items.length ? (
              <p className={classes.dim}>
                {assets.items.length} of {formatCounted(assets.total, "asset")}.
              </p>
            ) : null}
          </Panel>
          <Panel title="Open changes" aside={<More href={`/changes?box=open&${query}`} text="All open" />}>
            {changes.items.length === 0 ? (
              <p className={classes.dim}>Nobody has asked for a change.</p>
            ) : (
              <ul className={classes.rows}>
                {changes.items.map((change) => (
                  <li key={change.number}>
                    <Link className={classes.name} href={`/changes/${change.number}`} prefetch={false}>
                      {change.title}
                    </Link>
                    <ChangeMark state={change.state} />
                    <Ago at={change.createdAt} className={classes.dim} />
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
        <div>
          <Panel title="About">
            <Facts
              items={[
                ["Name", <CopyId key="name" id={name} what="name" full />],
                ["Contact", domain.contact ?? <span className={classes.dim}>Nobody has said</span>],
                ["Added", <Ago key="added" at={domain.createdAt} />],
              ]}
            />
          </Panel>
          <Panel title="People">
            {domain.people.length === 0 ? (
              <p className={classes.dim}>Nobody governs it but the admins. Give a steward this domain.</p>
            ) : (
              <ul className={classes.people}>
                {domain.people.map(({ id, name: person, role }) => (
                  <li key={id}>
                    <bdi>{person}</bdi> <span className={classes.dim}>{role}</span>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Incidents" aside="30 days">
            <EntryLines entries={incidents} none="Nothing was stopped, and nothing ended unknown." />
          </Panel>
          <Panel title="Recent changes">
            <EntryLines entries={entries} none="Nothing was changed yet." />
          </Panel>
        </div>
      </div>
    </>
  );
}

function More({ href, text }: { href: string; text: string }) {
  return (
    <Link className={overview.more} href={href}>
      {text}
    </Link>
  );
}
