/** One policy as it stands in a text; `line` counts from 1, `offset` is where it begins in characters. */
export interface PolicyText {
  text: string;
  line: number;
  offset: number;
}

/**
 * Cuts a text that Cedar has already accepted into its policies, in the order written. A policy ends at the first `;` outside strings and comments; the grammar has no other
 * `;`. (The library's own cutter sorts by generated id and does not say where a policy stood.)
 */
export function splitPolicies(source: string): PolicyText[] {
  const policies: PolicyText[] = [];
  let start = -1;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === "/" && source[at + 1] === "/") {
      at = endOfLine(source, at);
      continue;
    }
    if (start === -1) {
      if (char === undefined || /\s/.test(char)) continue;
      start = at;
    }
    if (char === '"') at = endOfString(source, at);
    if (char === ";") {
      policies.push({ text: source.slice(start, at + 1), line: lineAt(source, start), offset: start });
      start = -1;
    }
  }
  return policies;
}

/** The line of a character, counted from 1. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at !== -1 && at < offset; at = source.indexOf("\n", at + 1)) line++;
  return line;
}

/** The character at a position that Cedar gives in UTF-8 bytes. */
export function offsetAtByte(source: string, byteOffset: number): number {
  return Buffer.from(source, "utf8").subarray(0, byteOffset).toString("utf8").length;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
}

/** The index of the closing quote. */
function endOfString(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === '"') return at;
  }
  return source.length;
}
