"use client";

import Link from "next/link";
import { useState } from "react";
import type { ReplayChange, ReplayResult } from "@/lib/policy/replay/replay.schema";
import catalogClasses from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./policies.module.css";
import { REPLAY_ROWS_SHOWN, rowsOf } from "./replay-rows-of";

const WORDS = { allow: "allowed", deny: "denied", hold: "held" } as const;

/** The calls that would have been decided otherwise, newest first, each leading to its record. */
export function ReplayRows({ result, change }: { result: ReplayResult; change: ReplayChange | null }) {
  const [most, setMost] = useState(REPLAY_ROWS_SHOWN);
  const { rows, total } = rowsOf(result, change);
  const shown = rows.slice(0, most);
  return (
    <Panel title="Which calls" aside={`${formatCount(shown.length)} of ${formatCounted(total, "call")}`}>
      <table className={catalogClasses.figures} aria-label="Which calls">
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Was</th>
            <th scope="col">Would be</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ callId, caller, callee, operation, before, after, policies, at }) => (
            <tr key={callId}>
              <th scope="row">
                <Link className={classes.link} href={`/calls/${callId}`} prefetch={false}>
                  {caller.slice(caller.indexOf(":") + 1)} → {callee.slice(callee.indexOf(":") + 1)}
                  {operation ? ` · ${operation}` : ""}
                </Link>
                <span className={classes.under}>
                  {policies.length > 0 ? `by ${policies.join(", ")}` : "nothing permits it"}
                </span>
              </th>
              <td>{WORDS[before]}</td>
              <td>{WORDS[after]}</td>
              <td>
                <Ago at={at} className={classes.when} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most ? (
        <button
          type="button"
          className={classes.textButton}
          onClick={() => setMost(most + REPLAY_ROWS_SHOWN)}
        >
          Show more
        </button>
      ) : null}
      {most >= rows.length && total > rows.length ? (
        <p className={classes.note}>
          A replay keeps the newest thousand of each change; the counts above cover all of them.
        </p>
      ) : null}
    </Panel>
  );
}
