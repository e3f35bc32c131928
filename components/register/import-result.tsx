"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@/components/icons";
import type { Fidelity, ImportedAssetAnswer, ImportOutput } from "@/lib/registry/import/import-report.schema";
import { assetHref } from "../calls/call-links";
import { kindName } from "../calls/protocol-names";
import { FacetMenu } from "../data/facet-menu";
import { formatCounted } from "../format/format-count";
import { Mark, type MarkLook } from "../mark/mark";
import { VisibleText } from "../viewers/visible-text";
import { FIDELITY_NAMES } from "./import-search";
import classes from "./register.module.css";

const FIDELITIES = {
  exact: { label: "Exact", tone: "ok", icon: IconCircleCheck },
  approximate: { label: "Approximate", tone: "waiting", icon: IconInfoCircle },
  manual: { label: "By hand", tone: "waiting", icon: IconAlertTriangle },
  unsupported: { label: "Not taken", tone: "failed", icon: IconCircleX },
} as const satisfies Record<Fidelity, MarkLook>;

/** A page of more rows than anybody reads only makes the browser slow; the command line and the API answer all of them. */
const MOST_LINES = 1000;

const OUTCOMES: Record<ImportedAssetAnswer["outcome"], string> = {
  planned: "Would be imported",
  applied: "Imported",
  review: "Waits for review",
  unchanged: "As it was",
  skipped: "Left alone",
  failed: "Not imported",
};

/** What becomes of a file: its assets, and every field of it. */
export function ImportResult(props: {
  answer: ImportOutput;
  show: Fidelity | null;
  onShow: (show: Fidelity | null) => void;
  children: ReactNode;
}) {
  const { answer, show, onShow } = props;
  const chosen = answer.report.filter(({ fidelity }) => show === null || fidelity === show);
  const lines = chosen.slice(0, MOST_LINES);
  return (
    <section className={classes.form} aria-label="What comes of the file">
      <p role="status">
        {answer.format}: {formatCounted(answer.assets.length, "asset")}.{" "}
        {answer.dryRun ? "Nothing has been changed." : ""}
      </p>
      <ul className={classes.imported} aria-label="Assets">
        {answer.assets.map((asset) => (
          <Asset key={`${asset.kind}/${asset.name}`} asset={asset} />
        ))}
      </ul>
      <div className={classes.actions}>{props.children}</div>
      <div className={classes.actions}>
        <FacetMenu
          label="Fields"
          chosen={show ? [show] : []}
          options={FIDELITY_NAMES.map((value) => ({
            value,
            label: FIDELITIES[value].label,
            count: answer.counts[value],
          }))}
          onChange={(chosen) => onShow(chosen.at(-1) ?? null)}
        />
        <span className={classes.note}>
          {chosen.length} of {formatCounted(answer.report.length, "field")}
          {lines.length < chosen.length ? `, the first ${lines.length} below` : ""}
        </span>
      </div>
      <table className={classes.lines} aria-label="Fields of the file">
        <thead>
          <tr>
            <th scope="col">Kept</th>
            <th scope="col">Field</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.path}>
              <td>
                <FidelityMark fidelity={line.fidelity} />
              </td>
              <th scope="row">
                <VisibleText text={line.path} />
              </th>
              <td>
                {line.to ? <p>{line.to}</p> : null}
                {line.note ? <p className={classes.note}>{line.note}</p> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Asset({ asset }: { asset: ImportedAssetAnswer }) {
  const isThere = asset.outcome === "applied" || asset.outcome === "unchanged";
  return (
    <li>
      {isThere ? (
        <Link href={assetHref(asset.kind, asset.name)}>{asset.name}</Link>
      ) : (
        <span>{asset.name}</span>
      )}{" "}
      <span className={classes.note}>
        {kindName(asset.kind)} · {OUTCOMES[asset.outcome]}
        {asset.action === "update" ? " as a new version" : ""}
        {asset.change === null ? null : (
          <>
            {" · "}
            <Link href={`/changes/${asset.change}`}>change {asset.change}</Link>
          </>
        )}
      </span>
      {asset.problems.map((problem) => (
        <p key={problem} className={classes.note}>
          <VisibleText text={problem} />
        </p>
      ))}
    </li>
  );
}

function FidelityMark({ fidelity }: { fidelity: Fidelity }) {
  return <Mark {...FIDELITIES[fidelity]} />;
}
