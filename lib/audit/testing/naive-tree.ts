import { EMPTY_ROOT, type Hash, hashChildren } from "../merkle/hash";

/**
 * RFC 6962 section 2.1 word for word, over all leaf hashes, in quadratic time. Tests hold the real tree against it; nothing else uses it.
 */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Hash;
  const k = split(leaves.length);
  return hashChildren(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D[n]) of section 2.1.1. */
export function naiveInclusionProof(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  return index < k
    ? [...naiveInclusionProof(index, left), naiveRoot(right)]
    : [...naiveInclusionProof(index - k, right), naiveRoot(left)];
}

/** PROOF(m, D[n]) of section 2.1.2. */
export function naiveConsistencyProof(oldSize: number, leaves: readonly Hash[]): Hash[] {
  return oldSize === 0 ? [] : subproof(oldSize, leaves, true);
}

function subproof(m: number, leaves: readonly Hash[], complete: boolean): Hash[] {
  if (m === leaves.length) return complete ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  return m <= k
    ? [...subproof(m, left, complete), naiveRoot(right)]
    : [...subproof(m - k, right, false), naiveRoot(left)];
}

function split(count: number): number {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}
