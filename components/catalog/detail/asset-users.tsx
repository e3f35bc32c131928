import Link from "next/link";
import type { AssetUsers as Users } from "@/lib/registry/list-asset-users.schema";
import { assetHref, callerHref } from "../../calls/call-links";
import { kindName } from "../../calls/protocol-names";
import classes from "../catalog.module.css";
import { PartyTable } from "./party-table";

/** What would miss an asset: who has reached it lately, and what in service names it. */
export function AssetUsers({ users }: { users: Users }) {
  const { callers, declared, more } = users;
  if (callers.length === 0 && declared.length === 0) {
    return (
      <p className={classes.text}>
        Nothing has reached it in the last 7 days, and nothing in service names it.
      </p>
    );
  }
  return (
    <div className={classes.users}>
      <p className={classes.suspended} role="note">
        It is still in use.
      </p>
      {callers.length > 0 ? (
        <>
          <p className={classes.dim}>Reached in the last 7 days by</p>
          <PartyTable
            label="Who has reached it in the last 7 days"
            parties={callers}
            href={(party) => callerHref(party.kind, party.name)}
          />
        </>
      ) : null}
      {declared.length > 0 ? (
        <ul className={classes.namedBy} aria-label="Names it">
          {declared.map(({ kind, name, path }) => (
            <li key={`${kind} ${name} ${path}`}>
              Named by {kindName(kind).toLowerCase()}{" "}
              <Link className={classes.link} href={assetHref(kind, name)} prefetch={false}>
                {name}
              </Link>{" "}
              <code className={classes.dim}>{path}</code>
            </li>
          ))}
        </ul>
      ) : null}
      {more ? <p className={classes.dim}>There are more; these are the first.</p> : null}
    </div>
  );
}
