import { stem, stemsOf } from "./stem";
import type { SuggestedTerm, SuggestedTerms } from "./suggested-terms.schema";
import type { Taxonomy, Term } from "./taxonomy";

/** What an asset says of itself. Names and tags are chosen with care, so a word in them says twice as much as one in a sentence. */
export interface DescribedParts {
  names: readonly string[];
  texts: readonly string[];
}

/** From this score on a term is taken where nobody chooses. */
export const SURE = 0.5;
const WORTH_SHOWING = 0.2;
const MOST_SKILLS = 6;
const MOST_FIELDS = 3;
const NAME_WEIGHT = 2;

/**
 * Terms of the vocabulary that an asset's own words speak for, best first, with the words that do. A word counts less the more terms share it; the score runs from 0 towards 1 (half for one word in
 * a name, or for two in the text, that no other term has).
 */
export function suggestTerms(taxonomy: Taxonomy, parts: DescribedParts): SuggestedTerms {
  const weights = weightsOf(parts);
  const rank = (terms: readonly Term[], most: number) =>
    scored(terms, weights)
      .filter(({ score }) => score >= WORTH_SHOWING)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, most);
  return { skills: rank(taxonomy.skills, MOST_SKILLS), fields: rank(taxonomy.fields, MOST_FIELDS) };
}

/** The stems that occur, with how much each says and the form in which it occurs. */
function weightsOf({ names, texts }: DescribedParts): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    const stems = stemsOf(text);
    const pairs = stems.slice(1).map((word, i) => `${stems[i]}-${word}`);
    for (const key of [...stems, ...pairs]) weights.set(key, Math.max(weights.get(key) ?? 0, weight));
  };
  for (const text of texts) add(text, 1);
  for (const name of names) add(name, NAME_WEIGHT);
  return weights;
}

function scored(terms: readonly Term[], weights: ReadonlyMap<string, number>): SuggestedTerm[] {
  const keyed = terms.map((term) => ({ term, keys: keysOf(term) }));
  const shared = new Map<string, number>();
  for (const { keys } of keyed) for (const key of keys.keys()) shared.set(key, (shared.get(key) ?? 0) + 1);
  return keyed.flatMap(({ term, keys }) => {
    const found = [...keys].filter(([key]) => weights.has(key));
    if (found.length === 0) return [];
    const sum = found.reduce((total, [key]) => total + (weights.get(key) ?? 0) / (shared.get(key) ?? 1), 0);
    const score = Math.round((sum / (sum + 2)) * 100) / 100;
    return [{ id: term.id, title: term.title, score, words: found.map(([, word]) => word) }];
  });
}

/** A term's words by stem; a dash joins the stems of words that stand side by side. */
function keysOf(term: Term): Map<string, string> {
  return new Map(term.words.map((word) => [word.split("-").map(stem).join("-"), word]));
}
