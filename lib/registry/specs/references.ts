import type { AssetKind, SpecOf } from "../kinds";
import { type AssetReference, parseAssetReference, parseNameReference } from "../parse-reference";

/** A place in a spec that names another asset. */
export interface FoundReference extends AssetReference {
  /** Where it stands, such as `steps.2.uses`. */
  path: string;
}

/** Every other asset that a spec names and cannot work without. What an agent is permitted to use is not among them: it may be named before it is there. */
export function referencesOf<K extends AssetKind>(kind: K, spec: SpecOf<K>): FoundReference[] {
  const read = READ[kind] as ((spec: SpecOf<K>) => readonly Named[]) | undefined;
  return (read?.(spec) ?? []).flatMap(({ path, kind: of, text }) => {
    const named = of === undefined ? parseAssetReference(text) : parseNameReference(text);
    return named ? [{ kind: of ?? "", ...named, path }] : [];
  });
}

/** @param kind what it must be, where the place says so; else the text begins with it */
interface Named {
  path: string;
  text: string;
  kind?: AssetKind;
}

const READ: { [K in AssetKind]?: (spec: SpecOf<K>) => Named[] } = {
  prompt: ({ messages }) =>
    messages.flatMap((part, at) =>
      "include" in part ? [{ path: `messages.${at}.include`, kind: "prompt", text: part.include }] : [],
    ),
  workflow: ({ steps }) =>
    steps.flatMap(({ uses }, at) => (uses === "person" ? [] : [{ path: `steps.${at}.uses`, text: uses }])),
  suite: ({ cases, checks }) => [
    { path: "cases", text: cases },
    ...checks.flatMap((check, at): Named[] =>
      check.type === "judged"
        ? [
            { path: `checks.${at}.model`, kind: "model", text: check.model },
            { path: `checks.${at}.prompt`, kind: "prompt", text: check.prompt },
          ]
        : [],
    ),
  ],
  budget: ({ scope }) => (scope.asset ? [{ path: "scope.asset", text: scope.asset }] : []),
  limit: ({ scope }) => (scope.asset ? [{ path: "scope.asset", text: scope.asset }] : []),
};
