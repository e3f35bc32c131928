/** A set of small numbers, one bit each: joining and counting sets of ten thousand takes microseconds. All sets of one index have the same length. */
export type Bits = Uint32Array;

export function emptyBits(capacity: number): Bits {
  return new Uint32Array(Math.ceil(capacity / 32));
}

export function setBit(bits: Bits, at: number): void {
  bits[at >>> 5] = at32(bits, at >>> 5) | (1 << (at & 31));
}

export function clearBit(bits: Bits, at: number): void {
  bits[at >>> 5] = at32(bits, at >>> 5) & ~(1 << (at & 31));
}

export function hasBit(bits: Bits, at: number): boolean {
  return (at32(bits, at >>> 5) & (1 << (at & 31))) !== 0;
}

/** What is in all of the sets. The first is copied, not changed. */
export function intersect(first: Bits, ...others: readonly Bits[]): Bits {
  const result = first.slice();
  for (const other of others) {
    for (let i = 0; i < result.length; i++) result[i] = at32(result, i) & at32(other, i);
  }
  return result;
}

/** Adds a set to another. */
export function addBits(target: Bits, added: Bits): void {
  for (let i = 0; i < target.length; i++) target[i] = at32(target, i) | at32(added, i);
}

/** How many are in both sets. */
export function countCommon(left: Bits, right: Bits): number {
  let count = 0;
  for (let i = 0; i < left.length; i++) count += ones(at32(left, i) & at32(right, i));
  return count;
}

export function countBits(bits: Bits): number {
  return countCommon(bits, bits);
}

/** How many bits of a 32-bit word are set. */
function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function at32(bits: Bits, index: number): number {
  return bits[index] as number;
}
