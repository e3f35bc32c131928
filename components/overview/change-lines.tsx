import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { EntrySentence } from "../audit/entry-sentence";
import { Ago } from "../data/time";
import classes from "./overview.module.css";

/** The last changes to the mesh itself, each a sentence that leads to its entry in the audit log. */
export function ChangeLines({ changes }: { changes: readonly AuditEntrySummary[] }) {
  if (changes.length === 0) return <p className={classes.note}>Nothing was changed yet.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map((entry) => (
        <li key={entry.id}>
          <Link href={`/audit/${entry.id}`} prefetch={false}>
            <EntrySentence entry={entry} />
          </Link>
          <Ago at={entry.at} className={classes.note} />
        </li>
      ))}
    </ul>
  );
}
