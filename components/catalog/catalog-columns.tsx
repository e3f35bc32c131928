import Link from "next/link";
import { formatCost } from "@/lib/cost/format-cost";
import type { AssetFigures } from "@/lib/registry/list-asset-figures.schema";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { assetHref } from "../calls/call-links";
import { kindName } from "../calls/protocol-names";
import { Ago } from "../data/time";
import { formatShare } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import type { TableColumn } from "../table/column";
import tableClasses from "../table/table.module.css";
import { AssetHealthBadge } from "./asset-health";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";
import { assetKey } from "./catalog-search";
import { CertificationMark } from "./certification-mark";
import { SparkLine } from "./spark-line";
import { StarButton } from "./star-button";

/** An asset with its figures; they are undefined until they are there. */
export interface CatalogRow extends AssetSummary {
  figures: AssetFigures | undefined;
}

/** The columns of the catalog. */
export function catalogColumns(actions: {
  onOpen: (asset: AssetSummary) => void;
  onStar: (asset: AssetSummary, starred: boolean) => void;
}): readonly TableColumn<CatalogRow>[] {
  return [
    {
      id: "star",
      title: "Star",
      width: 44,
      cell: (asset) => <StarButton asset={asset} onStar={(starred) => actions.onStar(asset, starred)} />,
    },
    {
      id: "name",
      title: "Name",
      fixed: true,
      sortable: true,
      cell: (asset) => <Name asset={asset} onOpen={actions.onOpen} />,
    },
    {
      id: "kind",
      title: "Kind",
      width: 124,
      needs: "some-room",
      cell: ({ kind, version }) => (
        <>
          {kindName(kind)} <span className={classes.dim}>v{version}</span>
        </>
      ),
    },
    { id: "domain", title: "Owner", width: 92, needs: "more-room", cell: ({ domain }) => domain },
    {
      id: "lifecycle",
      title: "Lifecycle",
      width: 104,
      needs: "much-room",
      cell: ({ lifecycle }) => <AssetStatus lifecycle={lifecycle} suspended={false} />,
    },
    {
      id: "health",
      title: "Health",
      width: 152,
      needs: "some-room",
      cell: ({ health }) => <AssetHealthBadge health={health} />,
    },
    {
      id: "p95",
      title: "p95",
      width: 76,
      align: "end",
      needs: "some-room",
      cell: ({ figures }) => formatDuration(figures?.p95Us),
    },
    { id: "errors", title: "Errors", width: 64, align: "end", needs: "some-room", cell: errors },
    { id: "cost", title: "7-day cost", width: 148, align: "end", needs: "more-room", cell: cost },
    {
      id: "seen",
      title: "Last call",
      width: 84,
      align: "end",
      needs: "some-room",
      cell: ({ figures }) => (figures?.lastAt ? <Ago at={figures.lastAt} /> : "–"),
    },
  ];
}

/** What stands below the name where the other columns have no room. */
export function catalogSecondLine(asset: CatalogRow) {
  return (
    <>
      {kindName(asset.kind)} · {asset.domain}
      {asset.health ? (
        <>
          {" · "}
          <AssetHealthBadge health={asset.health} bare />
        </>
      ) : null}
    </>
  );
}

function Name({ asset, onOpen }: { asset: CatalogRow; onOpen: (asset: AssetSummary) => void }) {
  return (
    <>
      <Link
        href={assetHref(asset.kind, asset.name)}
        prefetch={false}
        className={tableClasses.rowLink}
        data-asset={assetKey(asset)}
        onClick={(event) => {
          const aside = event.metaKey || event.ctrlKey || event.shiftKey;
          if (aside || !window.matchMedia("(min-width: 64em)").matches) return;
          event.preventDefault();
          onOpen(asset);
        }}
      >
        {asset.title || asset.name}
      </Link>
      {asset.lifecycle === "active" ? null : (
        <span className={classes.stage}>
          <AssetStatus lifecycle={asset.lifecycle} suspended={false} />
        </span>
      )}
      {asset.certification === "suspended" ? (
        <span className={classes.stage}>
          <CertificationMark state="suspended" />
        </span>
      ) : null}
      <span className={classes.purpose}>{asset.description || asset.name}</span>
    </>
  );
}

function errors({ figures }: CatalogRow): string {
  return figures && figures.calls > 0 ? formatShare(figures.failed / figures.calls) : "–";
}

function cost({ figures }: CatalogRow) {
  const [first] = figures?.costs ?? [];
  if (!figures || !first) return "–";
  return (
    <span className={classes.cost}>
      <SparkLine values={first.days.map(Number)} className={classes.spark} />
      {figures.costs.map(({ currency, total }) => formatCost(total, currency)).join(", ")}
    </span>
  );
}
