import type { ChangeLine } from "./change-line.schema";
import { isSame } from "./value-words";

/** How the parts of a list are told apart and called. */
export interface PartWords<T> {
  /** Member of the spec that holds the list. */
  path: string;
  /** What tells a part from the others; two with the same are counted. */
  key: (part: T) => string;
  /** As it stands in a sentence: `Tool lookup`. */
  name: (part: T) => string;
  /** What a new or gone part is besides its name. */
  about?: (part: T) => string;
  /** What differs between two versions of a part, as ends of a sentence; without it the sentence says only that it changed. */
  detail?: (before: T, after: T) => readonly string[];
}

/** What differs between two lists of parts: which came, which went, which are others now, and whether they only changed places. */
export function partLines<T>(
  words: PartWords<T>,
  before: readonly T[] = [],
  after: readonly T[] = [],
): ChangeLine[] {
  const { path, name, about, detail } = words;
  const [old, now] = [keyed(before, words.key), keyed(after, words.key)];
  const told = (part: T) => {
    const more = about?.(part);
    return more ? `${name(part)}: ${more}` : name(part);
  };
  const lines: ChangeLine[] = [];
  for (const [key, part] of old) {
    if (!now.has(key))
      lines.push({ change: "removed", path: `${path}.${key}`, text: `${told(part)} is gone` });
  }
  for (const [key, part] of now) {
    const was = old.get(key);
    if (was === undefined) {
      lines.push({
        change: "added",
        path: `${path}.${key}`,
        text: `${name(part)} is new${suffix(about?.(part))}`,
      });
    } else if (!isSame(was, part)) {
      const details = detail?.(was, part) ?? [];
      lines.push({
        change: "changed",
        path: `${path}.${key}`,
        text: details.length > 0 ? `${name(part)}: ${details.join("; ")}` : `${name(part)} has changed`,
      });
    }
  }
  if (lines.length === 0 && !isSame([...before], [...after])) {
    lines.push({ change: "changed", path, text: `The order of ${path} has changed` });
  }
  return lines;
}

function suffix(about: string | undefined): string {
  return about ? `: ${about}` : "";
}

function keyed<T>(parts: readonly T[], keyOf: (part: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const part of parts) {
    const key = keyOf(part);
    let unique = key;
    for (let nth = 2; found.has(unique); nth++) unique = `${key} (${nth})`;
    found.set(unique, part);
  }
  return found;
}
