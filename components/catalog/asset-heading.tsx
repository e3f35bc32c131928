import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { kindName } from "../calls/protocol-names";
import { Ago } from "../data/time";
import { AssetHealthBadge } from "./asset-health";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";
import { CertificationMark } from "./certification-mark";

/** How an asset stands, in a line. */
export function AssetHeading({ asset }: { asset: AssetSummary }) {
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
    </>
  );
}
