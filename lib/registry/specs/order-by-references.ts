import type { AssetKind, SpecOf } from "../kinds";
import { referencesOf } from "./references";

/** An asset that is about to be written; without a spec it names nothing. */
interface ToWrite {
  kind: AssetKind;
  name: string;
  spec?: SpecOf<AssetKind>;
}

/**
 * Puts what is named before what names it, and leaves the order as it is besides. Those that name each other in a ring stay at the end, where writing the first of them says what is missing.
 */
export function orderByReferences<T>(items: readonly T[], read: (item: T) => ToWrite): T[] {
  const nodes = items.map((item) => {
    const { kind, name, spec } = read(item);
    const needs = spec === undefined ? [] : referencesOf(kind, spec).map((one) => `${one.kind}/${one.name}`);
    return { item, key: `${kind}/${name}`, needs };
  });
  const present = new Set(nodes.map(({ key }) => key));
  const done = new Set<string>();
  const ordered: T[] = [];
  let left = nodes;
  while (left.length > 0) {
    const ready = left.find(({ needs }) => needs.every((need) => done.has(need) || !present.has(need)));
    const next = ready ?? left[0];
    if (!next) break;
    ordered.push(next.item);
    done.add(next.key);
    left = left.filter((node) => node !== next);
  }
  return ordered;
}
