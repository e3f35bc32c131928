import { FIELD_LINES, SKILL_LINES } from "./vocabulary";

/** A term of the common vocabulary: something that an agent or a tool can do (`skill`), or the field in which it does it. */
export interface Term {
  id: string;
  title: string;
  /** The same term in the Open Agentic Schema Framework: its path, and its number. */
  oasf: string | undefined;
  oasfId: number | undefined;
  /** By which a text is recognised as being about it. */
  words: readonly string[];
}

export interface Taxonomy {
  skills: readonly Term[];
  fields: readonly Term[];
}

/** What the mesh knows without being told. */
export const OWN_TAXONOMY: Taxonomy = { skills: SKILL_LINES.map(termOf), fields: FIELD_LINES.map(termOf) };

function termOf([id, title, oasf, oasfId, words]: (typeof SKILL_LINES)[number]): Term {
  return { id, title, oasf, oasfId, words: words.split(" ") };
}

/** The mesh's own terms and those of imported files after them. A file's term that an own one already stands for is not listed twice. */
export function joinTaxonomies(imported: readonly Taxonomy[]): Taxonomy {
  const join = (kind: keyof Taxonomy) => {
    const terms = new Map<string, Term>();
    const known = new Set<string>();
    for (const { [kind]: list } of [OWN_TAXONOMY, ...imported]) {
      for (const term of list) {
        const name = term.oasf ?? term.id;
        if (terms.has(term.id) || known.has(name)) continue;
        terms.set(term.id, term);
        known.add(name);
      }
    }
    return [...terms.values()];
  };
  return { skills: join("skills"), fields: join("fields") };
}
