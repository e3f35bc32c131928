import Link from "next/link";
import type { Party } from "@/lib/registry/get-asset-traffic.schema";
import { formatCount, formatShare } from "../../format/format-count";
import classes from "../catalog.module.css";

/** Who called or what was called, with how the calls ended. */
export function PartyTable(props: {
  label: string;
  parties: readonly Party[];
  href: (party: Party) => string;
}) {
  return (
    <table className={classes.figures} aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Calls</th>
          <th scope="col">Failed</th>
          <th scope="col">Refused</th>
        </tr>
      </thead>
      <tbody>
        {props.parties.map((party) => (
          <tr key={`${party.kind}/${party.name}`}>
            <th scope="row">
              <Link className={classes.link} href={props.href(party)} prefetch={false}>
                {party.name}
              </Link>{" "}
              <span className={classes.dim}>{party.kind}</span>
            </th>
            <td>{formatCount(party.calls)}</td>
            <td>{formatShare(party.failed / party.calls)}</td>
            <td>{formatCount(party.refused)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
