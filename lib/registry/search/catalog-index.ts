import { addBits, type Bits, clearBit, emptyBits, setBit } from "./bits";
import { type CatalogEntry, FACETS, ORDERS, type Order, type StoredFacet, VALUES_OF } from "./catalog-entry";
import { WordIndex } from "./word-index";

/** Every asset of the catalog in memory, by word and by facet. An asset has a slot; one that changes gets a new slot and leaves its old one empty. */
export class CatalogIndex {
  readonly capacity: number;
  readonly alive: Bits;
  readonly #entries: (CatalogEntry | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #keys = new Map<string, number>();
  readonly #words: WordIndex;
  readonly #facets = new Map<StoredFacet, Map<string, Bits>>(FACETS.map((facet) => [facet, new Map()]));
  readonly #authors = new Map<string, Bits>();
  readonly #orders = new Map<Order, { slots: Uint32Array; places: Uint32Array }>();

  constructor(capacity: number) {
    this.capacity = capacity;
    this.alive = emptyBits(capacity);
    this.#words = new WordIndex(capacity);
  }

  /** How many more entries fit. */
  get room(): number {
    return this.capacity - this.#entries.length;
  }

  /** Puts an entry in the place of the one that has its id. There must be room. */
  put(entry: CatalogEntry): void {
    const before = this.#slots.get(entry.id);
    if (before !== undefined) this.#empty(before);
    const slot = this.#entries.push(entry) - 1;
    this.#slots.set(entry.id, slot);
    this.#keys.set(`${entry.kind}/${entry.name}`, slot);
    setBit(this.alive, slot);
    this.#words.add(slot, entry.searchText);
    for (const facet of FACETS) {
      const values = this.#facets.get(facet) as Map<string, Bits>;
      for (const value of VALUES_OF[facet](entry)) setBit(this.#bitsIn(values, value), slot);
    }
    for (const author of entry.authors) setBit(this.#bitsIn(this.#authors, author), slot);
    this.#orders.clear();
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const entry = this.#entries[slot];
    this.#empty(slot);
    this.#slots.delete(id);
    if (entry) this.#keys.delete(`${entry.kind}/${entry.name}`);
    this.#orders.clear();
  }

  #empty(slot: number): void {
    this.#entries[slot] = undefined;
    clearBit(this.alive, slot);
  }

  #bitsIn(sets: Map<string, Bits>, value: string): Bits {
    const known = sets.get(value);
    if (known) return known;
    const bits = emptyBits(this.capacity);
    sets.set(value, bits);
    return bits;
  }

  entry(slot: number): CatalogEntry | undefined {
    return this.#entries[slot];
  }

  entries(): CatalogEntry[] {
    return this.#entries.filter((entry) => entry !== undefined);
  }

  /** The slot of an asset by its key, `kind/name`. */
  slotOf(key: string): number | undefined {
    return this.#keys.get(key);
  }

  slotOfId(id: string): number | undefined {
    return this.#slots.get(id);
  }

  /** Where the word occurs. @param word in lower case, without a space */
  matching(word: string): Bits {
    return this.#words.match(word);
  }

  /** The values of a facet with their sets; slots that were emptied may still be in them. */
  values(facet: StoredFacet): ReadonlyMap<string, Bits> {
    return this.#facets.get(facet) as Map<string, Bits>;
  }

  /** What belongs to one of the domains or was registered by the actor. */
  ownedBy(domains: readonly string[], actor: string): Bits {
    const owned = emptyBits(this.capacity);
    for (const bits of [
      ...domains.map((domain) => this.values("domain").get(domain)),
      this.#authors.get(actor),
    ])
      if (bits) addBits(owned, bits);
    return owned;
  }

  /** Slots in an order, and the place of each slot in it. */
  ordered(order: Order): { slots: Uint32Array; places: Uint32Array } {
    const known = this.#orders.get(order);
    if (known) return known;
    const slots = Uint32Array.from(this.#slots.values()).sort((a, b) =>
      ORDERS[order](this.#entries[a] as CatalogEntry, this.#entries[b] as CatalogEntry),
    );
    const places = new Uint32Array(this.capacity);
    slots.forEach((slot, place) => {
      places[slot] = place;
    });
    const made = { slots, places };
    this.#orders.set(order, made);
    return made;
  }
}
