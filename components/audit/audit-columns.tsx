import Link from "next/link";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { Ago } from "../data/time";
import type { TableColumn } from "../table/column";
import tableClasses from "../table/table.module.css";
import classes from "./audit.module.css";
import { EntryResult } from "./entry-result";
import { EntrySentence } from "./entry-sentence";
import { ProofBadge } from "./proof-badge";
import type { Verdicts } from "./verify-entries";

/**
 * The columns of the audit log.
 * @param onOpen opens an entry beside the list; on a narrow window the link leads to its page
 */
export function auditColumns(
  onOpen: (entry: AuditEntrySummary) => void,
  verdicts: Verdicts,
): readonly TableColumn<AuditEntrySummary>[] {
  return [
    {
      id: "at",
      title: "When",
      width: 96,
      needs: "some-room",
      cell: ({ at }) => <Ago at={at} className={classes.dim} />,
    },
    {
      id: "sentence",
      title: "What happened",
      fixed: true,
      cell: (entry) => (
        <Link
          href={`/audit/${entry.id}`}
          prefetch={false}
          className={tableClasses.rowLink}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || !isWide()) return;
            event.preventDefault();
            onOpen(entry);
          }}
        >
          <EntrySentence entry={entry} />
        </Link>
      ),
    },
    {
      id: "result",
      title: "Result",
      width: 104,
      needs: "some-room",
      cell: ({ result }) => <EntryResult result={result} />,
    },
    {
      id: "type",
      title: "Type",
      width: 190,
      needs: "much-room",
      cell: ({ type }) => <code className={classes.type}>{type.replace("io.signalbox.", "")}</code>,
    },
    {
      id: "proof",
      title: "Leaf",
      width: 128,
      align: "end",
      needs: "some-room",
      cell: (entry) => <ProofBadge entry={entry} verdict={verdicts.get(entry.id)} />,
    },
  ];
}

/** What stands below the sentence where the other columns have no room. */
export function auditSecondLine(verdicts: Verdicts) {
  return (entry: AuditEntrySummary) => (
    <>
      <Ago at={entry.at} /> ·{" "}
      {entry.result === "done" ? null : (
        <>
          <EntryResult result={entry.result} /> ·{" "}
        </>
      )}
      <ProofBadge entry={entry} verdict={verdicts.get(entry.id)} />
    </>
  );
}

/** On a narrow window there is no room beside the list. */
function isWide(): boolean {
  return window.matchMedia("(min-width: 64em)").matches;
}
