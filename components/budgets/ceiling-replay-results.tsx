"use client";

import type { CeilingReplayResult } from "@/lib/budgets/replay/ceiling-replay.schema";
import catalog from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import prose from "../data/prose.module.css";
import { Ago } from "../data/time";
import { Figure, Figures } from "../figures/figures";
import { formatBucket } from "../format/format-bucket";
import { formatCount, formatCounted } from "../format/format-count";
import replayClasses from "../replay/replay.module.css";
import { ReplayGroups } from "../replay/replay-groups";
import { ReplayRows } from "../replay/replay-rows";
import { EmptyState } from "../states/empty-state";
import { amountText } from "./ceiling-words";

type Group = CeilingReplayResult["groups"][number];
type Row = CeilingReplayResult["rows"][number];

const GROUP_COLUMNS = [
  ["Newly refused", (group: Group) => group.newlyRefused],
  ["Still allowed", (group: Group) => group.stillAllowed],
] as const;

const ROW_COLUMNS = [
  [
    "Refused by",
    ({ by, meter }: Row) => (
      <>
        {by}
        <span className={prose.under}>{meter}</span>
      </>
    ),
  ],
] as const;

/** What a draft would have refused: how many calls, whose, which, and when each budget or limit ran out. */
export function CeilingReplayResults({ result }: { result: CeilingReplayResult }) {
  const { counts } = result;
  return (
    <>
      <Figures>
        <Figure label="Newly refused" tone={counts.newlyRefused > 0 ? "denied" : undefined}>
          {formatCount(counts.newlyRefused)}
        </Figure>
        <Figure label="Still allowed">{formatCount(counts.stillAllowed)}</Figure>
        <Figure label="Not held by it">{formatCount(counts.notHeld)}</Figure>
        <Figure label="Refused then">{formatCount(counts.refusedThen)}</Figure>
      </Figures>
      <NotTold result={result} />
      {result.windows.length > 0 ? <Windows result={result} /> : null}
      {counts.newlyRefused === 0 ? (
        <EmptyState title="It would have refused nothing">
          Every call that it holds for would have gone on as it did.
        </EmptyState>
      ) : (
        <>
          <ReplayGroups
            groups={result.groups}
            columns={GROUP_COLUMNS}
            rest={
              result.groupsUnchanged > 0
                ? `For ${formatCount(result.groupsUnchanged)} others nothing is refused.`
                : ""
            }
          />
          <ReplayRows
            rows={result.rows}
            total={counts.newlyRefused}
            columns={ROW_COLUMNS}
            keptNote="A replay keeps the newest thousand refused calls; the counts above cover all of them."
          />
        </>
      )}
    </>
  );
}

function NotTold({ result: { counts, unpriced } }: { result: CeilingReplayResult }) {
  if (counts.refusedThen === 0 && unpriced === 0) return null;
  return (
    <ul className={replayClasses.notTold}>
      {counts.refusedThen > 0 ? (
        <li>
          {formatCounted(counts.refusedThen, "call")} that it holds for{" "}
          {counts.refusedThen === 1 ? "was" : "were"} refused then, so nobody knows what{" "}
          {counts.refusedThen === 1 ? "it" : "they"} would have used.
        </li>
      ) : null}
      {unpriced > 0 ? (
        <li>
          {formatCounted(unpriced, "call")} used tokens without a known price and count
          {unpriced === 1 ? "s" : ""} as no money here.
        </li>
      ) : null}
    </ul>
  );
}

function Windows({ result }: { result: CeilingReplayResult }) {
  return (
    <Panel
      title="How far it would have come"
      aside={`${formatCount(result.ranOut)} of ${formatCounted(result.windowsInAll, "period")} ran out`}
    >
      <table className={catalog.figures} aria-label="How far it would have come">
        <thead>
          <tr>
            <th scope="col">Budget or limit</th>
            <th scope="col">From (UTC)</th>
            <th scope="col">Used</th>
            <th scope="col">Of</th>
            <th scope="col">Ran out</th>
          </tr>
        </thead>
        <tbody>
          {result.windows.map(({ name, meter, from, used, cap, currency, ranOutAt }) => (
            <tr key={`${name} ${meter} ${from}`}>
              <th scope="row">
                {name}
                <span className={prose.under}>{meter}</span>
              </th>
              <td>{from ? formatBucket(from, "day", "UTC") : "–"}</td>
              <td>{amountText(used, currency)}</td>
              <td>{amountText(cap, currency)}</td>
              <td>{ranOutAt ? <Ago at={ranOutAt} /> : "no"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.windowsInAll > result.windows.length ? (
        <p className={prose.note}>
          {formatCount(result.windows.length)} of {formatCounted(result.windowsInAll, "period")}, those that
          ran out first.
        </p>
      ) : null}
    </Panel>
  );
}
