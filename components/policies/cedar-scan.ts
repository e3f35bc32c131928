/*
 * Reads what stands before the cursor, character by character from the cursor back. A pattern that is tied to the end of a text begins at every place of it, and takes time with the square of its length.
 */

/** Where the word before `end` begins; `end` itself where none does. */
export function wordStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\w/.test(text[at - 1] ?? "")) at--;
  return at;
}

/** The type and the beginning of the name in `Type::"name`, where the line ends inside such a name. */
export function nameBefore(line: string): { type: string; typed: string } | undefined {
  const quote = line.lastIndexOf('"');
  if (quote < 2 || line.slice(quote - 2, quote) !== "::") return undefined;
  const type = line.slice(wordStart(line, quote - 2), quote - 2);
  return type === "" ? undefined : { type, typed: line.slice(quote + 1) };
}

/** The path whose member the word at `at` is: `context.actor` before `.` or before ` has `. */
export function pathBefore(text: string, at: number): string | undefined {
  const end = blankStart(text, at);
  if (text[end - 1] === ".") return pathUpTo(text, blankStart(text, end - 1));
  const has = wordStart(text, end);
  if (end === at || text.slice(has, end) !== "has") return undefined;
  const gap = blankStart(text, has);
  return gap === has ? undefined : pathUpTo(text, gap);
}

/** The words with dots between them that end at `end`. */
function pathUpTo(text: string, end: number): string | undefined {
  const names: string[] = [];
  for (let at = end; ; ) {
    const start = wordStart(text, at);
    const name = text.slice(start, at);
    if (!/^[A-Za-z_]/.test(name)) break;
    names.unshift(name);
    const dot = blankStart(text, start);
    if (text[dot - 1] !== ".") break;
    at = blankStart(text, dot - 1);
  }
  return names.length === 0 ? undefined : names.join(".");
}

function blankStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1] ?? "")) at--;
  return at;
}
