import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { VisibleText } from "../viewers/visible-text";
import { CheckMark } from "./change-marks";
import classes from "./changes.module.css";

/** What the mesh itself found. */
export function CheckList({ checks }: { checks: ChangeDetail["checks"] }) {
  return (
    <ul className={classes.checks}>
      {checks.map(({ name, required, outcome, findings }) => (
        <li key={name}>
          <span className={classes.check}>
            <span>
              {name}
              {required ? "" : " (not required)"}
            </span>
            <CheckMark outcome={outcome} />
          </span>
          {findings.length > 0 ? (
            <ul className={classes.findings}>
              {findings.map((finding) => (
                <li key={finding}>
                  <VisibleText text={finding} />
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
