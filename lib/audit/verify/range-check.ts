import { CompactRange } from "../merkle/compact-range";
import type { Hash } from "../merkle/hash";
import { type LeafRange, subtreesOf } from "../merkle/subtrees";
import { TILE_WIDTH } from "../merkle/tiles";
import type { TreeHead } from "../merkle/verify-consistency";
import type { KeptCheckpoint } from "./kept-checkpoint";
import { Finding } from "./report";

/** Rebuilds the whole tree's root from the entries of a range and the hashes on both sides of it, which proves the entries and that none is missing. */
export class RangeCheck {
  readonly range: LeafRange;
  readonly #tree = new CompactRange();
  readonly #kept: KeptCheckpoint | undefined;
  #tile = new CompactRange();

  /** @throws Finding when the hashes before the range do not fit it */
  constructor(range: LeafRange, left: readonly Hash[], kept: KeptCheckpoint | undefined) {
    this.range = range;
    this.#kept = kept;
    appendEdge(this.#tree, { begin: 0, end: range.begin }, left);
    kept?.compareTree(this.#tree);
  }

  /** @throws Finding when this is not the next entry */
  append(index: number, hash: Hash): void {
    const next = this.#tree.size;
    if (index !== next)
      throw new Finding(index > next ? "the entry is missing" : "the entry is there twice", next);
    if (index >= this.range.end) throw new Finding("the entry lies outside the range", index);
    if (index % TILE_WIDTH === 0) this.#tile = new CompactRange();
    this.#tree.append(hash);
    this.#tile.append(hash);
    this.#kept?.compareTree(this.#tree);
  }

  /** Holds the last 256 entries against the hash that the bundle has over them. @throws Finding naming the first of them when they differ */
  checkTile(tile: number, root: Hash): void {
    const begin = tile * TILE_WIDTH;
    const whole = this.#tile.size === TILE_WIDTH && begin + TILE_WIDTH === this.#tree.size;
    if (!whole) throw new Finding("a tile's hash stands in the wrong place", begin);
    if (!this.#tile.root().equals(root))
      throw new Finding(
        `one of the entries ${begin} to ${begin + TILE_WIDTH - 1} is not the one that was signed`,
        begin,
      );
  }

  /** @throws Finding when an entry is missing at the end, or the entries are not those of the signed tree */
  finish(head: TreeHead, right: readonly Hash[]): void {
    const { begin, end } = this.range;
    if (this.#tree.size !== end) throw new Finding("the entry is missing", this.#tree.size);
    appendEdge(this.#tree, { begin: end, end: head.size }, right);
    if (!this.#tree.root().equals(head.root))
      throw new Finding(`the entries from ${begin} on do not hash to the signed root`, begin);
  }
}

function appendEdge(tree: CompactRange, range: LeafRange, hashes: readonly Hash[]): void {
  const subtrees = range.begin <= range.end ? subtreesOf(range) : [];
  if (range.begin > range.end || subtrees.length !== hashes.length)
    throw new Finding("the hashes beside the range do not fit it");
  for (const [at, subtree] of subtrees.entries()) tree.append(hashes[at] as Hash, subtree.level);
}
