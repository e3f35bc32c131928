"use client";

import { useQuery } from "@tanstack/react-query";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import type { CanaryFigures, VersionFigures } from "@/lib/changes/get-canary.schema";
import { kindName } from "../calls/protocol-names";
import { fetchJson } from "../data/fetch-json";
import { Money } from "../data/money";
import { Panel } from "../data/panel";
import { Until } from "../data/time";
import { formatCount } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import { ErrorState } from "../states/error-state";
import classes from "./changes.module.css";

const EVERY_MS = 3000;

/** Both versions of everything that a share of the calls gets, side by side. */
export function CanaryPanel({ change }: { change: ChangeDetail }) {
  const { number, canary } = change;
  const figures = useQuery({
    queryKey: ["canary", number],
    queryFn: ({ signal }) => fetchJson<CanaryFigures>(`/api/console/v1/changes/${number}/canary`, signal),
    refetchInterval: EVERY_MS,
    enabled: canary !== null,
  });
  if (canary === null) return null;
  return (
    <Panel title={`${canary.share} % of the calls`}>
      <p className={classes.dim}>
        A task stays with one version. Taken back by itself <Until at={canary.until} />.
      </p>
      {figures.isError ? <ErrorState error={figures.error} retry={() => void figures.refetch()} /> : null}
      {figures.data?.items.map(({ kind, name, before, after }) => (
        <table key={`${kind}:${name}`} className={classes.versions}>
          <caption>
            {kindName(kind)} {name}
          </caption>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Calls</th>
              <th scope="col">Failed</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            <VersionRow label="Live" figures={before} />
            <VersionRow label="Canary" figures={after} />
          </tbody>
        </table>
      ))}
      {figures.data?.items.some(({ kind }) => kind === "prompt") ? (
        <p className={classes.dim}>Prompts are read, not called, so they have no figures.</p>
      ) : null}
    </Panel>
  );
}

function VersionRow({ label, figures }: { label: string; figures: VersionFigures | null }) {
  if (figures === null) return null;
  const { version, calls, failed, p50Us, p95Us, costs } = figures;
  return (
    <tr>
      <th scope="row">
        {label}, v{version}
      </th>
      <td>{formatCount(calls)}</td>
      <td>{formatCount(failed)}</td>
      <td>{formatDuration(p50Us)}</td>
      <td>{formatDuration(p95Us)}</td>
      <td>
        {costs.length === 0
          ? "–"
          : costs.map(({ currency, cost }) => <Money key={currency} cost={cost} currency={currency} />)}
      </td>
    </tr>
  );
}
