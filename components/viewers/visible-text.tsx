import { revealHidden } from "./reveal-hidden";
import classes from "./viewers.module.css";

/** A stranger's text with nothing hidden in it. */
export function VisibleText({ text }: { text: string }) {
  const pieces = revealHidden(text);
  return pieces.map((piece, index) =>
    piece.hidden ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and never move.
      <span key={index} className={classes.hidden} title={`Hidden character U+${piece.hidden.toUpperCase()}`}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}
