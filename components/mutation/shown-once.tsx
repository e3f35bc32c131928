import { CopyButton } from "../data/copy-button";
import classes from "./mutation.module.css";

/** A secret that was just made. It is in this answer and nowhere else. */
export function ShownOnce({ label, text, note }: { label: string; text: string; note: string }) {
  return (
    <figure className={classes.once}>
      <figcaption>{label}</figcaption>
      <div className={classes.secret}>
        <code>{text}</code>
        <CopyButton text={text} what={label.toLowerCase()} />
      </div>
      <p className={classes.note}>{note}</p>
    </figure>
  );
}
