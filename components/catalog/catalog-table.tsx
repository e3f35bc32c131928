import Link from "next/link";
import { IconRosetteDiscountCheck } from "@/components/icons";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { assetHref } from "../calls/call-links";
import { kindName } from "../calls/protocol-names";
import { Ago } from "../data/time";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";

/** What the mesh governs, one row each. */
export function CatalogTable({ assets }: { assets: readonly AssetSummary[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Kind</th>
          <th scope="col">Domain</th>
          <th scope="col">Lifecycle</th>
          <th scope="col">Certified</th>
          <th scope="col">Version</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <tr key={`${asset.kind}/${asset.name}`}>
            <td>
              <Link href={assetHref(asset.kind, asset.name)}>
                <span className={classes.name}>{asset.title || asset.name}</span>
                <span className={classes.purpose}>{asset.description || asset.name}</span>
              </Link>
            </td>
            <td>{kindName(asset.kind)}</td>
            <td>{asset.domain}</td>
            <td>
              <AssetStatus lifecycle={asset.lifecycle} suspended={asset.suspendedReason !== null} />
            </td>
            <td>
              {asset.certified ? (
                <span className={classes.certified}>
                  <IconRosetteDiscountCheck size={14} aria-hidden /> Yes
                </span>
              ) : (
                <span className={classes.dim}>No</span>
              )}
            </td>
            <td>v{asset.version}</td>
            <td>
              <Ago at={asset.updatedAt} className={classes.dim} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
