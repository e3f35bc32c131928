import type { LeafRange } from "./subtrees";

/**
 * The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, lowest first: PATH(m, D[n]) of RFC 6962 section 2.1.1.
 * @throws RangeError when the leaf is not in a tree of that size
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    if (index < middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The ranges whose hashes prove that the tree of `oldSize` is a prefix of the tree of `size`, lowest first: PROOF(m, D[n]) of RFC 6962 section 2.1.2.
 * Empty when the sizes are equal or the old tree is empty.
 * @throws RangeError when the old size is not within the new one
 */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 0 || oldSize > size)
    throw new RangeError(`a tree of ${oldSize} is not a prefix of a tree of ${size}`);
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  // The verifier knows the old root, so that node is left out where the old tree is a subtree of its own.
  while (end !== oldSize) {
    const middle = begin + largestPowerBelow(end - begin);
    if (oldSize <= middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  if (begin !== 0) ranges.push({ begin, end });
  return ranges.reverse();
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
