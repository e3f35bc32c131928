import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { CopyId } from "../../data/copy-id";
import { Panel } from "../../data/panel";
import { Ago } from "../../data/time";
import overviewClasses from "../../overview/overview.module.css";
import classes from "../catalog.module.css";

/** The latest entries of the audit log about an asset. */
export function AuditTab({ object, entries }: { object: string; entries: readonly AuditEntrySummary[] }) {
  return (
    <Panel
      title="On record"
      aside={
        <Link className={overviewClasses.more} href={`/audit?object=${encodeURIComponent(object)}`}>
          All entries about it
        </Link>
      }
    >
      {entries.length === 0 ? (
        <p className={classes.dim}>No entry names it.</p>
      ) : (
        <ul className={classes.items}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <div className={classes.itemName}>
                <h3>{verbOf(entry.type)}</h3>
                <span className={classes.dim}>
                  {entry.actorName ?? entry.actor}
                  {entry.role ? ` (${entry.role})` : ""} · {entry.outcome}
                </span>
                <Ago at={entry.at} className={classes.dim} />
              </div>
              <p className={classes.dim}>
                {detailsOf(entry)} <CopyId id={entry.id} what="entry id" />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** `io.signalbox.asset.state.changed` as `asset state changed`. */
function verbOf(type: string): string {
  return type.replace(/^io\.signalbox\./, "").replaceAll(".", " ");
}

function detailsOf({ details }: AuditEntrySummary): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${value}`)
    .join(" · ");
}
