import { addBits, type Bits, emptyBits, setBit } from "./bits";

const MOST_CACHED = 500;
/** A word with more slots than this keeps them as a set. */
const MANY = 64;

interface Posting {
  few: number[];
  many: Bits | undefined;
}

/**
 * Which slots have a text that contains a word, anywhere in it: the same answer as looking through every text, because a word that has no space lies within one of the texts' own words. Looking
 * through each distinct word once, all of them as one string, is what makes it fast.
 */
export class WordIndex {
  readonly #capacity: number;
  readonly #postings = new Map<string, Posting>();
  readonly #cache = new Map<string, Bits>();
  #joined: { text: string; starts: Uint32Array; words: readonly string[] } | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** @param text in lower case */
  add(slot: number, text: string): void {
    for (const word of new Set(text.split(/\s+/))) {
      if (word === "") continue;
      const posting = this.#postings.get(word);
      if (posting) this.#put(posting, slot);
      else {
        this.#postings.set(word, { few: [slot], many: undefined });
        this.#joined = undefined;
      }
    }
    this.#cache.clear();
  }

  #put(posting: Posting, slot: number): void {
    if (posting.many) setBit(posting.many, slot);
    else posting.few.push(slot);
    if (posting.few.length <= MANY) return;
    posting.many = emptyBits(this.#capacity);
    for (const one of posting.few) setBit(posting.many, one);
    posting.few = [];
  }

  /** The slots whose text contains the word; a set that nobody may change. @param word in lower case, without a space */
  match(word: string): Bits {
    const known = this.#cache.get(word);
    if (known) return known;
    const bits = emptyBits(this.#capacity);
    for (const containing of this.#containing(word)) {
      const posting = this.#postings.get(containing);
      if (posting?.many) addBits(bits, posting.many);
      else for (const slot of posting?.few ?? []) setBit(bits, slot);
    }
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(word, bits);
    return bits;
  }

  #containing(part: string): string[] {
    const { text, starts, words } = this.#vocabulary();
    const found: string[] = [];
    for (let at = text.indexOf(part); at >= 0; ) {
      const nth = lastAtOrBefore(starts, at);
      found.push(words[nth] as string);
      const next = starts[nth + 1];
      at = next === undefined ? -1 : text.indexOf(part, next);
    }
    return found;
  }

  #vocabulary() {
    if (this.#joined) return this.#joined;
    const words = [...this.#postings.keys()];
    const starts = new Uint32Array(words.length);
    let at = 0;
    words.forEach((word, nth) => {
      starts[nth] = at;
      at += word.length + 1;
    });
    this.#joined = { text: words.join("\n"), starts, words };
    return this.#joined;
  }
}

function lastAtOrBefore(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
