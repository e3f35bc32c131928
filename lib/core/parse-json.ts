import { MeshError } from "./errors";

export interface JsonLimits {
  /** How deep arrays and objects may nest. */
  maxDepth?: number;
}

const MAX_DEPTH = 64;

/**
 * Parses JSON that a stranger sent. Besides what JSON.parse refuses (RFC 8259), it refuses nesting beyond the limit, a member named twice (parsers disagree which one counts, and a policy
 * must see what the callee will see) and `__proto__`.
 * @throws MeshError `invalid_request`
 */
export function parseJson(text: string, limits: JsonLimits = {}): unknown {
  const problem = scan(text, limits.maxDepth ?? MAX_DEPTH);
  if (problem) throw new MeshError("invalid_request", problem);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MeshError("invalid_request", "The body is not valid JSON.", { cause });
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** One linear pass that tracks strings and nesting. Grammar is JSON.parse's business; on text that is no JSON the result does not matter. */
function scan(text: string, maxDepth: number): string | undefined {
  const names: (Set<string> | undefined)[] = [];
  let expectName = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (expectName) {
          const name = nameOf(text.slice(at, end + 1));
          const seen = names[names.length - 1];
          if (name === "__proto__") return "The body has a member named __proto__.";
          if (seen?.has(name)) return "The body names a member twice.";
          seen?.add(name);
          expectName = false;
        }
        at = end;
        break;
      }
      case 123: // {
        names.push(new Set());
        expectName = true;
        if (names.length > maxDepth) return `The body nests deeper than ${maxDepth}.`;
        break;
      case 91: // [
        names.push(undefined);
        expectName = false;
        if (names.length > maxDepth) return `The body nests deeper than ${maxDepth}.`;
        break;
      case 125: // }
      case 93: // ]
        names.pop();
        expectName = false;
        break;
      case 44: // ,
        expectName = names[names.length - 1] !== undefined;
        break;
      default:
    }
  }
  return undefined;
}

/** Index of the closing quote, or the end of the text. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at !== -1) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

/** The name as a parser sees it: `"\u0061"` and `"a"` are the same member. */
function nameOf(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
