import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import { formatCount } from "../format/format-count";
import classes from "./audit.module.css";
import { diffJson } from "./entry-diff";

/** What an entry changed, place by place, before and after. */
export function ChangeTable({ change }: { change: NonNullable<AuditEntryDetail["change"]> }) {
  const { cut, differences } = diffJson(change.before, change.after);
  if (differences.length === 0) return <p className={classes.dim}>Nothing is different from before.</p>;
  return (
    <>
      <table className={classes.diff}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ after, before, path }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{before === null ? <Absent /> : <Value side="before" text={before} />}</td>
              <td>{after === null ? <Absent /> : <Value side="after" text={after} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cut ? <p className={classes.dim}>The first {formatCount(differences.length)} differences.</p> : null}
    </>
  );
}

function Value({ side, text }: { side: "before" | "after"; text: string }) {
  return (
    <span className={classes.value} data-side={side}>
      {text === "" ? "(empty)" : text}
    </span>
  );
}

function Absent() {
  return <span className={classes.dim}>not there</span>;
}
