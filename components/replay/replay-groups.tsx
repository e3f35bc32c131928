"use client";

import Link from "next/link";
import { callerHref } from "../calls/call-links";
import catalog from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import prose from "../data/prose.module.css";
import { formatCount, formatCounted } from "../format/format-count";

const SHOWN = 20;

interface Props<G> {
  groups: readonly G[];
  /** Heads of the columns and what of a group stands in them. */
  columns: readonly (readonly [string, (group: G) => number])[];
  /** Of those that are not listed. */
  rest: string;
}

/** Whom a draft concerns, most first: who called, and whose the callee is. */
export function ReplayGroups<G extends { caller: string; domain: string }>({
  groups,
  columns,
  rest,
}: Props<G>) {
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
            {columns.map(([head]) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, SHOWN).map((group) => (
            <tr key={`${group.domain} ${group.caller}`}>
              <th scope="row">
                <CallerLink caller={group.caller} />
              </th>
              <td>{group.domain || "–"}</td>
              {columns.map(([head, count]) => (
                <td key={head}>{formatCount(count(group))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={prose.note}>
        {groups.length > SHOWN ? `${SHOWN} of ${formatCount(groups.length)}, most concerned first. ` : ""}
        {rest}
      </p>
    </Panel>
  );
}

/** `kind:id` as a link to whoever it is. */
function CallerLink({ caller }: { caller: string }) {
  const colon = caller.indexOf(":");
  const [kind, id] = [caller.slice(0, colon), caller.slice(colon + 1)];
  return (
    <Link className={prose.link} href={callerHref(kind, id)} prefetch={false}>
      {id}
    </Link>
  );
}
