import { plainLetters } from "./skeleton";

/** A word as a model reads it, and where it stands in the text. */
export interface Word {
  text: string;
  at: number;
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** The words of a text in lower case, without what hides in them and with look-alike letters as what they look like. One pass. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(PART_WITH_HIDDEN)].map((match) => ({
    text: trimmed(plainLetters(match[0].replace(HIDDEN, "").toLowerCase()).replaceAll("’", "'")),
    at: match.index,
  }));
}

const PART_WITH_HIDDEN = /[\p{L}\p{N}\p{Cf}\p{Co}_.~/@'\u2019-]+/gu;

/** One thing after another: each step is a set of words, at most `within` words after the one before. */
export interface Phrase {
  steps: readonly ReadonlySet<string>[];
  within: number;
}

/** The words of one step in a line: `phrase(5, "ignore disregard", "previous prior", "instructions")`. */
export function phrase(within: number, ...steps: string[]): Phrase {
  return { within, steps: steps.map((step) => new Set(step.split(" "))) };
}

/** Where a phrase begins and ends in the words, the first time. Looks at each word once for each step of each beginning, so it is linear in the text. */
export function findPhrase(
  words: readonly Word[],
  { steps, within }: Phrase,
): { from: number; to: number } | undefined {
  const [first, ...rest] = steps;
  for (const [at, word] of words.entries()) {
    if (!first?.has(word.text)) continue;
    let end: number | undefined = at;
    for (const step of rest) {
      end = nextOf(words, step, end, within);
      if (end === undefined) break;
    }
    if (end !== undefined)
      return { from: word.at, to: (words[end]?.at ?? 0) + (words[end]?.text.length ?? 0) };
  }
  return undefined;
}

function nextOf(
  words: readonly Word[],
  step: ReadonlySet<string>,
  after: number,
  within: number,
): number | undefined {
  const last = Math.min(words.length - 1, after + within);
  for (let at = after + 1; at <= last; at++) if (step.has(words[at]?.text ?? "")) return at;
  return undefined;
}

function trimmed(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && "-'@_".includes(word[from] ?? "")) from++;
  while (to > from && ".-'/@_".includes(word[to - 1] ?? "")) to--;
  return word.slice(from, to);
}
