import Link from "next/link";
import { IconRosetteDiscountCheck } from "@/components/icons";
import type { CallSummary } from "@/lib/records/call.schema";
import type { AssetDetail } from "@/lib/registry/get-asset.schema";
import { CallLines } from "../calls/call-lines";
import { kindName } from "../calls/protocol-names";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { Ago, Instant } from "../data/time";
import lineClasses from "../overview/overview.module.css";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";
import { SpecView } from "./spec-view";

/** One asset: what it is and offers, its versions, and who has called it lately. */
export function AssetView({ asset, calls }: { asset: AssetDetail; calls: readonly CallSummary[] }) {
  return (
    <>
      <div className={classes.meta}>
        <AssetStatus lifecycle={asset.lifecycle} suspended={asset.suspendedReason !== null} strong />
        {asset.certified ? (
          <span className={classes.certified}>
            <IconRosetteDiscountCheck size={14} aria-hidden /> Certified
          </span>
        ) : null}
        <span>{kindName(asset.kind)}</span>
        <span>v{asset.version}</span>
        <span>
          changed <Ago at={asset.updatedAt} />
        </span>
      </div>
      {asset.suspendedReason ? (
        <p className={classes.suspended}>Out of traffic: {asset.suspendedReason}</p>
      ) : null}
      <div className={classes.columns}>
        <div>
          <SpecView kind={asset.kind} spec={asset.live?.spec} />
          {asset.kind === "policy" ? null : <RecentCalls name={asset.name} calls={calls} />}
        </div>
        <div>
          <Panel title="About">
            <Facts
              items={[
                ["Name", <CopyId key="name" id={asset.name} what="name" full />],
                ["Domain", asset.domain],
                ["Data class", asset.dataClass],
                ["Tags", asset.tags.length > 0 ? <Tags key="tags" tags={asset.tags} /> : null],
                ["Digest", asset.live ? <CopyId key="digest" id={asset.live.digest} what="digest" /> : null],
                ["Registered", <Instant key="created" at={asset.createdAt} />],
              ]}
            />
          </Panel>
          <Panel title="Versions">
            <ul className={classes.items}>
              {asset.versions.map((version) => (
                <li key={version.version}>
                  <div className={classes.itemName}>
                    <h3>
                      v{version.version}
                      {version.version === asset.version ? " · live" : ""}
                    </h3>
                    <Ago at={version.createdAt} className={classes.dim} />
                  </div>
                  <p className={classes.dim}>
                    {version.createdBy} ·{" "}
                    <CopyId id={version.digest} what={`digest of v${version.version}`} />
                  </p>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </>
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

function RecentCalls({ name, calls }: { name: string; calls: readonly CallSummary[] }) {
  return (
    <Panel
      title="Recent calls"
      aside={
        <Link className={lineClasses.more} href={`/calls?callee=${encodeURIComponent(name)}`}>
          All calls to it
        </Link>
      }
    >
      {calls.length === 0 ? (
        <p className={classes.dim}>Nobody has called it yet.</p>
      ) : (
        <CallLines calls={calls} />
      )}
    </Panel>
  );
}
