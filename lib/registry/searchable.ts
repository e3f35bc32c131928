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
  api: ({ operations }) => ({
    protocol: null,
    words: operations.flatMap(({ id, path, summary = "" }) => [id, path, summary]),
  }),
  stream: ({ channels }) => ({
    protocol: null,
    words: channels.flatMap(({ id, address, messages }) => [id, address ?? "", ...messages]),
  }),
  workflow: ({ steps }) => ({
    protocol: null,
    words: steps.flatMap(({ id, title = "", uses, operation = "" }) => [id, title, uses, operation]),
  }),
  prompt: ({ messages, variables = [] }) => ({
    protocol: null,
    words: [
      ...variables.flatMap(({ name, description = "" }) => [name, description]),
      ...messages.map((part) => ("include" in part ? part.include : part.content)),
    ],
  }),
  policy: ({ text }) => ({ protocol: null, words: text.match(/"[^"\n]{1,200}"/g) ?? [] }),
  dataset: ({ splits = [] }) => ({ protocol: null, words: [...splits] }),
  "golden-examples": ({ examples }) => ({
    protocol: null,
    words: [...new Set(examples.flatMap(({ labels = [] }) => labels))],
  }),
  suite: ({ cases, checks }) => ({ protocol: null, words: [cases, ...checks.map(({ name }) => name)] }),
  "price-table": ({ entries }) => ({
    protocol: null,
    words: entries.map(({ upstreamModel }) => upstreamModel),
  }),
  budget: ({ scope, currency, period }) => ({
    protocol: null,
    words: [...Object.values(scope), currency, period],
  }),
  limit: ({ scope }) => ({ protocol: null, words: [...Object.values(scope)] }),
  "review-rule": ({ kinds, domains }) => ({ protocol: null, words: [...kinds, ...domains] }),
};
