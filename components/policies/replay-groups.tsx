"use client";

import Link from "next/link";
import type { ReplayResult } from "@/lib/policy/replay/replay.schema";
import { callerHref } from "../calls/call-links";
import catalogClasses from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./policies.module.css";

const SHOWN = 20;

/** Whom the change concerns, most first: who called, and whose the callee is. */
export function ReplayGroups({ result }: { result: ReplayResult }) {
  const { groups, groupsUnchanged } = result;
  const shown = groups.slice(0, SHOWN);
  return (
    <Panel
      title="Whom it concerns"
      aside={formatCounted(groups.length, "caller and owner", "callers and owners")}
    >
      <table className={catalogClasses.figures} aria-label="Whom it concerns">
        <thead>
          <tr>
            <th scope="col">Caller</th>
            <th scope="col">Owner</th>
            <th scope="col">Denied</th>
            <th scope="col">Allowed</th>
            <th scope="col">Held</th>
            <th scope="col">Same</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={`${group.domain} ${group.caller}`}>
              <th scope="row">
                <CallerLink caller={group.caller} />
              </th>
              <td>{group.domain || "–"}</td>
              <td>{formatCount(group.newlyDenied)}</td>
              <td>{formatCount(group.newlyAllowed)}</td>
              <td>{formatCount(group.newlyHeld)}</td>
              <td>{formatCount(group.unchanged)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {groups.length > SHOWN ? `${SHOWN} of ${formatCount(groups.length)}, most concerned first. ` : ""}
        {groupsUnchanged > 0 ? `For ${formatCount(groupsUnchanged)} others nothing changes.` : ""}
      </p>
    </Panel>
  );
}

/** `kind:id` as a link to whoever it is. */
export function CallerLink({ caller }: { caller: string }) {
  const colon = caller.indexOf(":");
  const [kind, id] = [caller.slice(0, colon), caller.slice(colon + 1)];
  return (
    <Link className={classes.link} href={callerHref(kind, id)} prefetch={false}>
      {id}
    </Link>
  );
}
