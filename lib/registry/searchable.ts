import type { AssetKind, SpecOf } from "./kinds";

/** What the catalog finds an asset by, besides its name, texts, tags and domain. */
export interface Searchable {
  /** What the asset speaks; null for what is not called. */
  protocol: string | null;
  /** Skills, tools and their texts. */
  words: string;
}

/** Enough for a thousand tools with a sentence each; what a server says beyond that is not searched. */
const MAX_CHARS = 100_000;

/** Reads out of a spec what people search for. */
export function searchableOf<K extends AssetKind>(kind: K, spec: SpecOf<K>): Searchable {
  const { protocol, words } = READ[kind](spec as never);
  return { protocol, words: words.filter(Boolean).join(" ").slice(0, MAX_CHARS) };
}

const READ: { [K in AssetKind]: (spec: SpecOf<K>) => { protocol: string | null; words: string[] } } = {
  agent: ({ skills }) => ({
    protocol: "a2a",
    words: skills.flatMap(({ id, name, description, tags }) => [id, name, description, ...tags]),
  }),
  "mcp-server": ({ tools }) => ({
    protocol: "mcp",
    words: tools.flatMap(({ name, title = "", description = "" }) => [name, title, description]),
  }),
  model: ({ api, upstreamModel }) => ({ protocol: api, words: [upstreamModel] }),
  policy: () => ({ protocol: null, words: [] }),
  "review-rule": ({ kinds, domains }) => ({ protocol: null, words: [...kinds, ...domains] }),
};
