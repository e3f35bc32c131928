import { IconAlertTriangle } from "@/components/icons";
import type { PublicError } from "@/lib/core/error-http";
import { CopyId } from "../../data/copy-id";
import classes from "../catalog.module.css";

/** Why the mesh refused what was asked, and what to do about it. */
export function ActionError({
  error,
  advice,
}: {
  error: PublicError & { requestId: string };
  advice?: string;
}) {
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <p>
          <strong>{error.message}</strong> <code>{error.code}</code>
        </p>
        {error.issues?.length ? (
          <ul>
            {error.issues.map((issue) => (
              <li key={`${issue.path} ${issue.message}`}>
                {issue.path ? `${issue.path}: ` : ""}
                {issue.message}
              </li>
            ))}
          </ul>
        ) : null}
        {error.remedy ? <p>{error.remedy.message}</p> : null}
        {advice ? <p>{advice}</p> : null}
        <p className={classes.dim}>
          Request <CopyId id={error.requestId} what="request id" />
        </p>
      </div>
    </div>
  );
}
