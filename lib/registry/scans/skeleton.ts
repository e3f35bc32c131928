import unhomoglyph from "unhomoglyph";

/**
 * What a text looks like: two texts of one skeleton are told apart by no reader (UTS 39, section 4). Case is folded and compatibility forms are undone first.
 */
export function skeletonOf(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase();
  return unhomoglyph(unhomoglyph(folded).toLowerCase()).toLowerCase();
}

/** The same letter by letter for letters outside ASCII only: `ignоre` with a Cyrillic o becomes `ignore`, and `m` stays what it is. */
export function plainLetters(word: string): string {
  if (isAscii(word)) return word;
  return [...word.normalize("NFKC")].map((char) => (isAscii(char) ? char : unhomoglyph(char))).join("");
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
