import { EMPTY_ROOT, type Hash, hashChildren } from "./hash";
import { foldSubtrees } from "./subtrees";

/** A growing tree in log2(size) hashes: enough to compute its root after every leaf, not to prove anything about one. */
export class CompactRange {
  readonly #stack: { level: number; hash: Hash }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /**
   * Adds the next leaf, or a whole perfect subtree of 2^level leaves.
   * @throws RangeError when such a subtree cannot start here
   */
  append(hash: Hash, level = 0): void {
    if (this.#size % 2 ** level !== 0)
      throw new RangeError(`no subtree of level ${level} starts at ${this.#size}`);
    this.#size += 2 ** level;
    let node = { level, hash };
    for (let top = this.#stack.at(-1); top?.level === node.level; top = this.#stack.at(-1)) {
      this.#stack.pop();
      node = { level: node.level + 1, hash: hashChildren(top.hash, node.hash) };
    }
    this.#stack.push(node);
  }

  root(): Hash {
    return foldSubtrees(this.#stack.map((node) => node.hash)) ?? EMPTY_ROOT;
  }
}
