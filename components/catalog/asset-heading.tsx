import Link from "next/link";
import { IconClock } from "@/components/icons";
import type { StateRules } from "@/lib/changes/get-state-rules.schema";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { kindName } from "../calls/protocol-names";
import { Ago } from "../data/time";
import { VisibleText } from "../viewers/visible-text";
import { AssetHealthBadge } from "./asset-health";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";
import { CertificationMark } from "./certification-mark";

/** How an asset stands, in a line. */
export function AssetHeading(props: {
  asset: AssetSummary;
  /** Changes of its state that are under way. */
  open?: StateRules["open"];
}) {
  const { asset, open = [] } = props;
  return (
    <>
      <div className={classes.meta}>
        <AssetStatus lifecycle={asset.lifecycle} suspended={false} strong />
        {asset.health ? <AssetHealthBadge health={asset.health} strong /> : null}
        <CertificationMark state={asset.certification} strong />
        <span>{kindName(asset.kind)}</span>
        <span>v{asset.version}</span>
        <span>
          changed <Ago at={asset.updatedAt} />
        </span>
      </div>
      {asset.suspendedReason ? (
        <p className={classes.suspended}>Out of traffic: {asset.suspendedReason}</p>
      ) : null}
      {open.length > 0 ? (
        <ul className={classes.pendingStates} aria-label="Changes of its state under way">
          {open.map(({ number, title }) => (
            <li key={number}>
              <IconClock size={14} aria-hidden />{" "}
              <Link className={classes.link} href={`/changes/${number}`}>
                Change {number}
              </Link>{" "}
              waits: <VisibleText text={title} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
