"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import catalog from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import prose from "../data/prose.module.css";
import { Ago } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./replay.module.css";

/** Drawn at a time. */
const SHOWN = 20;

interface AnyRow {
  callId: string;
  at: string;
  /** `kind:id` and `kind:name`. */
  caller: string;
  callee: string;
  operation: string | null;
}

interface Props<R> {
  rows: readonly R[];
  /** How many there were; a replay keeps the newest. */
  total: number;
  columns: readonly (readonly [string, (row: R) => ReactNode])[];
  /** Beneath the call. */
  under?: (row: R) => string;
  /** Said when all that were kept are shown and there were more. */
  keptNote: string;
}

/** Calls that would have gone otherwise, newest first, each leading to its record. */
export function ReplayRows<R extends AnyRow>({ rows, total, columns, under, keptNote }: Props<R>) {
  const [most, setMost] = useState(SHOWN);
  const shown = rows.slice(0, most);
  return (
    <Panel title="Which calls" aside={`${formatCount(shown.length)} of ${formatCounted(total, "call")}`}>
      <table className={catalog.figures} aria-label="Which calls">
        <thead>
          <tr>
            {["Call", ...columns.map(([head]) => head), "When"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.callId}>
              <th scope="row">
                <Link className={prose.link} href={`/calls/${row.callId}`} prefetch={false}>
                  {nameOf(row.caller)} → {nameOf(row.callee)}
                  {row.operation ? ` · ${row.operation}` : ""}
                </Link>
                {under ? <span className={prose.under}>{under(row)}</span> : null}
              </th>
              {columns.map(([head, cell]) => (
                <td key={head}>{cell(row)}</td>
              ))}
              <td>
                <Ago at={row.at} className={classes.when} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most ? (
        <button type="button" className={prose.textButton} onClick={() => setMost(most + SHOWN)}>
          Show more
        </button>
      ) : total > rows.length ? (
        <p className={prose.note}>{keptNote}</p>
      ) : null}
    </Panel>
  );
}

function nameOf(reference: string): string {
  return reference.slice(reference.indexOf(":") + 1);
}
