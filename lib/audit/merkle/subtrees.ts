import { type Hash, hashChildren } from "./hash";

/** A perfect subtree: the 2^level leaves from index * 2^level on. Sizes are numbers up to 2^53, so nothing here uses 32-bit operators. */
export interface Subtree {
  level: number;
  index: number;
}

/** Leaves from `begin` up to but not including `end`. */
export interface LeafRange {
  begin: number;
  end: number;
}

/** The fewest perfect subtrees that span a range, from left to right (a compact range). At most 2 * log2(end). */
export function subtreesOf({ begin, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++;
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** The hash over adjacent subtrees of falling size: the tree head of a range that starts where a subtree of its size may start. */
export function foldSubtrees(hashes: readonly Hash[]): Hash | undefined {
  let folded: Hash | undefined;
  for (let at = hashes.length - 1; at >= 0; at--) {
    const left = hashes[at] as Hash;
    folded = folded === undefined ? left : hashChildren(left, folded);
  }
  return folded;
}
