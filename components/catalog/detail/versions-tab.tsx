import type { VersionComparison } from "@/lib/registry/compare-versions.schema";
import type { AssetDetail } from "@/lib/registry/get-asset.schema";
import { CopyId } from "../../data/copy-id";
import { Panel } from "../../data/panel";
import { Ago } from "../../data/time";
import { ChangeLines } from "../../diff/change-lines";
import { DiffView } from "../../diff/diff-view";
import { formatCounted } from "../../format/format-count";
import { LinkTabs } from "../../tabs/link-tabs";
import classes from "../catalog.module.css";
import { type LabelActions, VersionLabels } from "./version-labels";
import { VersionPicker } from "./version-picker";
import { versionTexts } from "./version-text";

type Compared = VersionComparison["before"];

/** The immutable versions of an asset, and what differs between two of them. */
export function VersionsTab(props: {
  asset: AssetDetail;
  compared: VersionComparison | null;
  labelActions: LabelActions;
  layout: "unified" | "split";
  layoutHref: (layout: "unified" | "split") => string;
}) {
  const { asset, compared, labelActions, layout, layoutHref } = props;
  const numbers = asset.versions.map(({ version }) => version);
  return (
    <div className={classes.versions}>
      <Panel title="Versions" aside={formatCounted(asset.versions.length, "version")}>
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
                {version.createdBy} · <CopyId id={version.digest} what={`digest of v${version.version}`} />
              </p>
              <VersionLabels
                asset={asset}
                version={version.version}
                labels={asset.labels
                  .filter((one) => one.version === version.version)
                  .map(({ label }) => label)}
                known={asset.labels}
                actions={labelActions}
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="Compare"
        aside={
          compared ? (
            <LinkTabs
              label="Layout"
              small
              tabs={(["unified", "split"] as const).map((one) => ({
                href: layoutHref(one),
                label: one === "unified" ? "Unified" : "Split",
                current: one === layout,
              }))}
            />
          ) : null
        }
      >
        {compared ? (
          <>
            <VersionPicker versions={numbers} from={compared.before.version} to={compared.after.version} />
            <ChangeLines
              lines={compared.lines}
              label={`What differs between v${compared.before.version} and v${compared.after.version}`}
            />
            <Comparison before={compared.before} after={compared.after} layout={layout} />
          </>
        ) : (
          <p className={classes.dim}>There is only one version, so there is nothing to compare yet.</p>
        )}
      </Panel>
    </div>
  );
}

function Comparison(props: { before: Compared; after: Compared; layout: "unified" | "split" }) {
  const before = versionTexts(props.before.spec);
  const after = versionTexts(props.after.spec);
  const parts = [...new Set([...before, ...after].map(({ part }) => part))];
  const textOf = (texts: typeof before, part: string) => texts.find((one) => one.part === part)?.text ?? "";
  return parts.map((part) => (
    <section key={part} className={classes.comparison}>
      <h3>{part}</h3>
      <DiffView
        before={textOf(before, part)}
        after={textOf(after, part)}
        label={`${part}, v${props.before.version} and v${props.after.version}`}
        names={[`v${props.before.version}`, `v${props.after.version}`]}
        layout={props.layout}
      />
    </section>
  ));
}
