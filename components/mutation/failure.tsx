import type { Attempt } from "@/lib/core/attempt.schema";
import { CopyId } from "../data/copy-id";
import classes from "./mutation.module.css";

/** Why a change was not made, and what to do about it. */
export function Failure({ error }: { error: Extract<Attempt<unknown>, { done: false }>["error"] }) {
  return (
    <div className={classes.failure}>
      <p>
        {error.message} <code>{error.code}</code>
      </p>
      {error.issues?.length ? (
        <ul>
          {error.issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path ? <strong>{path}: </strong> : null}
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {error.remedy ? <p>{error.remedy.message}</p> : null}
      {error.code === "internal" ? (
        <p>
          Request <CopyId id={error.requestId} what="request id" full />
        </p>
      ) : null}
    </div>
  );
}
