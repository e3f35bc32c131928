import { Fragment } from "react";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import classes from "./audit.module.css";
import { isAttached, sentenceOf } from "./sentence-of";

/** An entry as a sentence, with who and what set apart from the words between them. */
export function EntrySentence({ entry }: { entry: AuditEntrySummary }) {
  return (
    <span className={classes.sentence}>
      {sentenceOf(entry).map((part, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move.
        <Fragment key={nth}>
          {nth === 0 || isAttached(part) ? null : " "}
          <span data-part={part.kind}>{part.text}</span>
        </Fragment>
      ))}
    </span>
  );
}
