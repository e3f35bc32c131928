/** The `when` and `unless` clauses of one policy's text, without their braces. Strings and comments in between are stepped over. */
export function splitClauses(text: string): { kind: "when" | "unless"; text: string }[] {
  const clauses: { kind: "when" | "unless"; text: string }[] = [];
  let parens = 0;
  for (let at = 0; at < text.length; at++) {
    at = skip(text, at);
    const char = text[at];
    if (char === "(") parens++;
    else if (char === ")") parens--;
    else if (parens === 0) {
      const kind = wordAt(text, at);
      if (!kind) continue;
      const open = text.indexOf("{", at);
      if (open === -1) break;
      const close = endOfBlock(text, open);
      clauses.push({ kind, text: dedent(text.slice(open + 1, close)) });
      at = close;
    }
  }
  return clauses;
}

function wordAt(text: string, at: number): "when" | "unless" | undefined {
  if (/\w/.test(text[at - 1] ?? "")) return undefined;
  return (["when", "unless"] as const).find((word) =>
    /^\s*\{/.test(text.startsWith(word, at) ? text.slice(at + word.length) : ""),
  );
}

/** The place after a string or a comment that begins here; the same place where none does. */
function skip(text: string, at: number): number {
  if (text[at] === "/" && text[at + 1] === "/") {
    const end = text.indexOf("\n", at);
    return end === -1 ? text.length : end;
  }
  if (text[at] !== '"') return at;
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === '"') return next;
  }
  return text.length;
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    at = skip(text, at);
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}

/** Takes away the indent that all lines but the first share, as a block of text stands on its own. */
function dedent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines
    .map((line) => line.slice(Math.min(least, line.length - line.trimStart().length)))
    .join("\n")
    .trim();
}
