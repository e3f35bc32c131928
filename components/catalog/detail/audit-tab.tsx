import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { EntrySentence } from "../../audit/entry-sentence";
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
                <h3>
                  <Link href={`/audit/${entry.id}`} prefetch={false}>
                    <EntrySentence entry={entry} />
                  </Link>
                </h3>
                <Ago at={entry.at} className={classes.dim} />
              </div>
              <p className={classes.dim}>
                <CopyId id={entry.id} what="entry id" />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
