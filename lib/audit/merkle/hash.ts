import { hash } from "node:crypto";

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** The root of a tree without leaves (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Hash = hash("sha256", "", "buffer");

/** The hash of a leaf: SHA-256(0x00 || leaf), RFC 6962 section 2.1. The prefix keeps a leaf from ever passing for a node. */
export function hashLeaf(leaf: string | Uint8Array): Hash {
  if (typeof leaf === "string") return hash("sha256", `\0${leaf}`, "buffer");
  return hash("sha256", Buffer.concat([LEAF_PREFIX, leaf]), "buffer");
}

const LEAF_PREFIX = Buffer.from([0]);
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The hash of two subtrees: SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function hashChildren(left: Hash, right: Hash): Hash {
  // One buffer for all calls: hashing is synchronous, and building a tree does nothing but this.
  left.copy(pair, 1, 0, HASH_BYTES);
  right.copy(pair, 1 + HASH_BYTES, 0, HASH_BYTES);
  return hash("sha256", pair, "buffer");
}
