import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { EntrySentence } from "../audit/entry-sentence";
import { Ago } from "../data/time";
import classes from "./overview.module.css";

interface Props {
  entries: readonly AuditEntrySummary[];
  /** Said when there are none. */
  none: string;
}

/** Entries of the audit log, each a sentence that leads to it. */
export function EntryLines({ entries, none }: Props) {
  if (entries.length === 0) return <p className={classes.note}>{none}</p>;
  return (
    <ul className={classes.changes}>
      {entries.map((entry) => (
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
