import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { Ago } from "../data/time";
import { changeWords } from "./change-words";
import classes from "./overview.module.css";

/** The last changes to the mesh itself, each a sentence that leads to its entry in the audit log. */
export function ChangeLines({ changes }: { changes: readonly AuditEntrySummary[] }) {
  if (changes.length === 0) return <p className={classes.note}>Nothing was changed yet.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map((entry) => {
        const { who, did, what } = changeWords(entry);
        return (
          <li key={entry.id}>
            <Link href={`/audit/${entry.id}`} prefetch={false}>
              <span className={classes.note}>
                {who} {did}
              </span>{" "}
              {what}
            </Link>
            <Ago at={entry.at} className={classes.note} />
          </li>
        );
      })}
    </ul>
  );
}
