/**
 * Replaces members of the JSON object in `text`, or adds them, and leaves every other byte as it was: a parser and a writer in between would change what numbers and
 * escapes look like. `text` must be an object that JSON.parse accepts, with no member twice.
 * @param members new values as JSON text, by name
 */
export function replaceMembers(text: string, members: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(members));
  const open = text.indexOf("{");
  let out = "";
  let copied = 0;
  let at = skipSpace(text, open + 1);
  const empty = text[at] === "}";
  while (text[at] === '"' && left.size > 0) {
    const nameEnd = endOfString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    const from = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const to = endOfValue(text, from);
    const value = left.get(name);
    if (value !== undefined) {
      out += text.slice(copied, from) + value;
      copied = to;
      left.delete(name);
    }
    at = skipSpace(text, skipSpace(text, to) + 1);
  }
  out += text.slice(copied);
  if (left.size === 0) return out;
  const added = [...left].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",");
  return `${out.slice(0, open + 1)}${added}${empty ? "" : ","}${out.slice(open + 1)}`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Index after the closing quote of the string that opens at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Index after the value that starts at `from`. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  let at = from;
  if (first !== "{" && first !== "[") {
    while (at < text.length && !/[,}\]\s]/.test(text[at] as string)) at++;
    return at;
  }
  let depth = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
    at++;
  }
  return at;
}
