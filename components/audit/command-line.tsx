import { CopyButton } from "../data/copy-button";
import classes from "./audit.module.css";

/** A command to copy. */
export function CommandLine({ command, what }: { command: string; what: string }) {
  return (
    <div className={classes.command}>
      <code>{command}</code>
      <CopyButton text={command} what={what} />
    </div>
  );
}
