import { sameBytes } from "./bytes";
import { sha256 } from "./merkle-path";
import type { SignedCheckpoint } from "./signed-checkpoint";

type Head = Pick<SignedCheckpoint, "size" | "root">;

/** Whether `proof` shows that the tree that was signed earlier is a prefix of the one that is signed now (RFC 9162 section 2.1.4.2): that nothing in it was changed since. */
export async function isExtension(old: Head, now: Head, proof: readonly Uint8Array[]): Promise<boolean> {
  if (old.size > now.size) return false;
  if (old.size === now.size) return proof.length === 0 && sameBytes(old.root, now.root);
  if (old.size === 0) return proof.length === 0;
  const [first, ...rest] = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let node = old.size - 1;
  let last = now.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = await parentOf(sibling, oldHash);
      newHash = await parentOf(sibling, newHash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = await parentOf(newHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(oldHash, old.root) && sameBytes(newHash, now.root);
}

function parentOf(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  return sha256(Uint8Array.of(1), left, right);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.round(Math.log2(value)) === value;
}
