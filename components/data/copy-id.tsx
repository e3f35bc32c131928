import { CopyButton } from "./copy-button";
import classes from "./data.module.css";

const HEAD = 8;
const TAIL = 6;

/** An id or digest: shortened for the eye, whole on hover and in the clipboard. */
export function CopyId({ id, what = "id", full = false }: { id: string; what?: string; full?: boolean }) {
  const short = full || id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
  return (
    <span className={classes.id}>
      <code title={id}>{short}</code>
      <CopyButton text={id} what={what} />
    </span>
  );
}
