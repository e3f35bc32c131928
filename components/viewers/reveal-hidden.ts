/** A piece of a text: as it is, or one character that would not be seen or would change how its neighbours read. */
export interface Piece {
  text: string;
  /** The code point of a hidden character, such as `202e`. */
  hidden?: string;
}

/*
 * Controls, format characters (bidirectional controls, zero-width ones, tags), private use and lone surrogates; then letters and marks that draw nothing: fillers, joiners and variation selectors, of which
 * only the one that makes an emoji is left alone. Line feeds and tabs are what they look like.
 */
const EACH_HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|[\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0]|\u034f|[\u180b-\u180f]|[\ufe00-\ufe0e]|[\u{e0100}-\u{e01ef}]/gu;

/** Splits a stranger's text so that nothing in it hides: invisible instructions and reversed text are told by their code points. */
export function revealHidden(text: string): Piece[] {
  // `search` and `matchAll` begin at the start whatever was searched before.
  if (text.search(EACH_HIDDEN) < 0) return text === "" ? [] : [{ text }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(EACH_HIDDEN)) {
    const [char] = match;
    if (char === "\n" || char === "\t" || (char === "\r" && text[match.index + 1] === "\n")) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    const code = (char.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    pieces.push({ text: code.length > 4 ? `\\u{${code}}` : `\\u${code}`, hidden: code });
    from = match.index + char.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
