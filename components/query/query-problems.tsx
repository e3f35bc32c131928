import type { QueryProblem } from "@/lib/core/query/query-field";
import classes from "./query.module.css";

const BEFORE = 24;

/** What of a query cannot be read: its place, why, and what would be right. */
export function QueryProblems(props: { id: string; text: string; problems: readonly QueryProblem[] }) {
  const { id, text, problems } = props;
  return (
    <div id={id} role="alert" className={classes.problems}>
      {problems.map(({ at, length, message, hint }) => (
        <p key={`${at} ${message}`}>
          <code>
            {text.slice(Math.max(0, at - BEFORE), at)}
            <mark>{text.slice(at, at + length) || " "}</mark>
          </code>{" "}
          Character {at + 1}: {message} <span className={classes.hint}>{hint}</span>
        </p>
      ))}
    </div>
  );
}
