import { HEALTH_WORDS, type Health } from "../health";
import classes from "./drawing.module.css";

const LINES: readonly Health[] = ["healthy", "errors", "failing", "refused", "idle"];

/** What colours and patterns of lines mean. */
export function Legend() {
  return (
    <ul className={classes.legend} aria-label="Lines">
      {LINES.map((health) => (
        <li key={health}>
          <svg width="26" height="8" aria-hidden className={classes.edge} data-health={health}>
            <path d="M1,4 H25" className={classes.stroke} strokeWidth="2.5" />
          </svg>
          {HEALTH_WORDS[health]}
        </li>
      ))}
      <li>Wider: more calls</li>
    </ul>
  );
}
