"use client";

import Link from "next/link";
import { useState } from "react";
import type { CeilingReplayResult } from "@/lib/budgets/replay/ceiling-replay.schema";
import catalog from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { Figure, Figures } from "../figures/figures";
import { formatBucket } from "../format/format-bucket";
import { formatCount, formatCounted } from "../format/format-count";
import policies from "../policies/policies.module.css";
import { CallerLink } from "../policies/replay-groups";
import { EmptyState } from "../states/empty-state";
import { amountText } from "./ceiling-words";

const GROUPS_SHOWN = 20;
const ROWS_SHOWN = 50;

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
          <Groups result={result} />
          <Rows result={result} />
        </>
      )}
    </>
  );
}

function NotTold({ result: { counts, unpriced } }: { result: CeilingReplayResult }) {
  if (counts.refusedThen === 0 && unpriced === 0) return null;
  return (
    <ul className={policies.notTold}>
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
                <span className={policies.under}>{meter}</span>
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
        <p className={policies.note}>
          {formatCount(result.windows.length)} of {formatCounted(result.windowsInAll, "period")}, those that
          ran out first.
        </p>
      ) : null}
    </Panel>
  );
}

function Groups({ result: { groups, groupsUnchanged } }: { result: CeilingReplayResult }) {
  return (
    <Panel
      title="Whom it concerns"
      aside={formatCounted(groups.length, "caller and owner", "callers and owners")}
    >
      <table className={catalog.figures} aria-label="Whom it concerns">
        <thead>
          <tr>
            <th scope="col">Caller</th>
            <th scope="col">Owner</th>
            <th scope="col">Newly refused</th>
            <th scope="col">Still allowed</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, GROUPS_SHOWN).map(({ caller, domain, newlyRefused, stillAllowed }) => (
            <tr key={`${domain} ${caller}`}>
              <th scope="row">
                <CallerLink caller={caller} />
              </th>
              <td>{domain || "–"}</td>
              <td>{formatCount(newlyRefused)}</td>
              <td>{formatCount(stillAllowed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={policies.note}>
        {groups.length > GROUPS_SHOWN
          ? `${GROUPS_SHOWN} of ${formatCount(groups.length)}, most concerned first. `
          : ""}
        {groupsUnchanged > 0 ? `For ${formatCount(groupsUnchanged)} others nothing is refused.` : ""}
      </p>
    </Panel>
  );
}

function Rows({ result: { rows, counts } }: { result: CeilingReplayResult }) {
  const [most, setMost] = useState(ROWS_SHOWN);
  const shown = rows.slice(0, most);
  return (
    <Panel
      title="Which calls"
      aside={`${formatCount(shown.length)} of ${formatCounted(counts.newlyRefused, "call")}`}
    >
      <table className={catalog.figures} aria-label="Which calls">
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Refused by</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ callId, caller, callee, operation, by, meter, at }) => (
            <tr key={callId}>
              <th scope="row">
                <Link className={policies.link} href={`/calls/${callId}`} prefetch={false}>
                  {caller.slice(caller.indexOf(":") + 1)} → {callee.slice(callee.indexOf(":") + 1)}
                  {operation ? ` · ${operation}` : ""}
                </Link>
              </th>
              <td>
                {by}
                <span className={policies.under}>{meter}</span>
              </td>
              <td>
                <Ago at={at} className={policies.when} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most ? (
        <button type="button" className={policies.textButton} onClick={() => setMost(most + ROWS_SHOWN)}>
          Show more
        </button>
      ) : counts.newlyRefused > rows.length ? (
        <p className={policies.note}>
          A replay keeps the newest thousand refused calls; the counts above cover all of them.
        </p>
      ) : null}
    </Panel>
  );
}
