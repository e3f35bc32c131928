import { addBits, type Bits, countBits, countCommon, emptyBits, hasBit, intersect, setBit } from "./bits";
import { type CatalogEntry, FACETS, type Order, type StoredFacet } from "./catalog-entry";
import type { CatalogIndex } from "./catalog-index";

export type Facet = StoredFacet | "health";
const ALL_FACETS: readonly Facet[] = [...FACETS, "health"];

/** What is looked for. */
export interface CatalogQuestion {
  /** Chosen values by facet; several of one facet are alternatives. */
  chosen: Partial<Record<Facet, readonly string[]>>;
  /** Words that must all occur, in lower case. */
  words: readonly string[];
  /** Only these assets, by id. */
  only?: readonly string[] | undefined;
  ownedBy?: { domains: readonly string[]; actor: string } | undefined;
  /** How well assets fit, by id: only those on the list are found, the best first. */
  ranked?: ReadonlyMap<string, number> | undefined;
  order: Order;
  descending: boolean;
  /** Only what follows this asset (`kind/name`) in the order. */
  after?: string | undefined;
  limit: number;
}

export interface CatalogAnswer {
  entries: CatalogEntry[];
  more: boolean;
  total: number;
  facets: Record<Facet, { value: string; count: number }[]>;
}

/** Finds a page of assets, and counts each facet under the filters of the others. @param health the set of each state */
export function searchCatalog(
  index: CatalogIndex,
  health: ReadonlyMap<string, Bits>,
  question: CatalogQuestion,
): CatalogAnswer {
  const base = baseOf(index, question);
  const valuesOf = (facet: Facet) => (facet === "health" ? health : index.values(facet));
  const selected = new Map<Facet, Bits>();
  for (const facet of ALL_FACETS) {
    const values = question.chosen[facet];
    if (values?.length)
      selected.set(
        facet,
        unionOf(
          index,
          values.map((value) => valuesOf(facet).get(value)),
        ),
      );
  }
  const found = intersect(base, ...selected.values());
  const facets = Object.fromEntries(
    ALL_FACETS.map((facet) => {
      const others = [...selected].filter(([other]) => other !== facet).map(([, bits]) => bits);
      const under = selected.has(facet) ? intersect(base, ...others) : found;
      return [facet, countsOf(under, valuesOf(facet))];
    }),
  ) as CatalogAnswer["facets"];
  return { ...pageOf(index, found, question), total: countBits(found), facets };
}

/** The conditions that hold whatever facet is counted. */
function baseOf(index: CatalogIndex, { words, only, ownedBy, ranked }: CatalogQuestion): Bits {
  const sets = words.map((word) => index.matching(word));
  if (ownedBy) sets.push(index.ownedBy(ownedBy.domains, ownedBy.actor));
  if (only) sets.push(ofIds(index, only));
  if (ranked) sets.push(ofIds(index, ranked.keys()));
  return intersect(index.alive, ...sets);
}

function ofIds(index: CatalogIndex, ids: Iterable<string>): Bits {
  const bits = emptyBits(index.capacity);
  for (const id of ids) {
    const slot = index.slotOfId(id);
    if (slot !== undefined) setBit(bits, slot);
  }
  return bits;
}

function unionOf(index: CatalogIndex, sets: readonly (Bits | undefined)[]): Bits {
  const union = emptyBits(index.capacity);
  for (const bits of sets) if (bits) addBits(union, bits);
  return union;
}

function countsOf(under: Bits, values: ReadonlyMap<string, Bits>): { value: string; count: number }[] {
  return [...values]
    .map(([value, bits]) => ({ value, count: countCommon(under, bits) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

function pageOf(
  index: CatalogIndex,
  found: Bits,
  question: CatalogQuestion,
): Pick<CatalogAnswer, "entries" | "more"> {
  const { limit, after } = question;
  const entries: CatalogEntry[] = [];
  let passed = after === undefined;
  const afterSlot = after === undefined ? undefined : index.slotOf(after);
  for (const slot of inOrder(index, question)) {
    if (!passed) {
      passed = slot === afterSlot;
      continue;
    }
    if (!hasBit(found, slot)) continue;
    if (entries.length === limit) return { entries, more: true };
    entries.push(index.entry(slot) as CatalogEntry);
  }
  return { entries, more: false };
}

function* inOrder(
  index: CatalogIndex,
  { ranked, order, descending, after }: CatalogQuestion,
): Generator<number> {
  if (ranked) {
    for (const [id] of [...ranked].sort((a, b) => b[1] - a[1])) {
      const slot = index.slotOfId(id);
      if (slot !== undefined) yield slot;
    }
    return;
  }
  const { slots, places } = index.ordered(order);
  const afterSlot = after === undefined ? undefined : index.slotOf(after);
  const from = afterSlot === undefined ? undefined : places[afterSlot];
  const step = descending ? -1 : 1;
  for (let at = from ?? (descending ? slots.length - 1 : 0); at >= 0 && at < slots.length; at += step)
    yield slots[at] as number;
}
