import type { ChangeLine } from "@/lib/registry/diff/change-line.schema";
import { Unseen } from "../data/unseen";
import { VisibleText } from "../viewers/visible-text";
import classes from "./change-lines.module.css";

const SIGNS = { added: "+", removed: "−", changed: "±" } as const;

/** What differs, in words: each line with a sign and a word for screen readers, never by colour alone. */
export function ChangeLines({ lines, label }: { lines: readonly ChangeLine[]; label: string }) {
  if (lines.length === 0) return <p className={classes.none}>There is no difference.</p>;
  return (
    <ul className={classes.lines} aria-label={label}>
      {lines.map(({ change, path, text }) => (
        <li key={`${change} ${path} ${text}`} data-change={change}>
          <span className={classes.sign} aria-hidden>
            {SIGNS[change]}
          </span>
          <span>
            <Unseen>{change}: </Unseen>
            <VisibleText text={text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
