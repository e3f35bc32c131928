import type { PatternElem } from "../cedar-wasm";
import { type Evaluate, EvaluationError } from "./evaluation";

/** `left like "a*b"`: `*` stands for any text. Matched left to right without backtracking, so hostile text costs no more than its length. */
export function compileLike(left: Evaluate, pattern: readonly PatternElem[]): Evaluate {
  const mismatch = new EvaluationError("type error: like needs a string");
  const matches = compilePattern(pattern);
  return (env) => {
    const text = left(env);
    if (typeof text !== "string") throw mismatch;
    return matches(text);
  };
}

/** The literal pieces between wildcards; `a*b` gives two, a pattern without wildcard one. */
function compilePattern(pattern: readonly PatternElem[]): (text: string) => boolean {
  const pieces = [""];
  for (const element of pattern) {
    if (element === "Wildcard") pieces.push("");
    else pieces[pieces.length - 1] += element.Literal;
  }
  const first = pieces[0] ?? "";
  if (pieces.length === 1) return (text) => text === first;
  const last = pieces.at(-1) ?? "";
  const middle = pieces.slice(1, -1).filter((piece) => piece !== "");
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
