import { HASH_BYTES, type Hash, hashChildren } from "./hash";
import type { Subtree } from "./subtrees";

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Where a tile stands. Its hashes are those of subtrees of 256^level leaves. */
export interface TileId {
  level: number;
  index: number;
}

/** The tile that holds the hashes under a subtree's root, and which of them. */
export function locateInTile(subtree: Subtree): { tile: TileId; from: number; count: number } {
  const level = Math.floor(subtree.level / TILE_HEIGHT);
  const count = 2 ** (subtree.level % TILE_HEIGHT);
  const first = subtree.index * count;
  return { tile: { level, index: Math.floor(first / TILE_WIDTH) }, from: first % TILE_WIDTH, count };
}

/** The root over `count` hashes of a tile, a power of two; the levels between two tiles are not stored but hashed when needed. */
export function hashWithinTile(tile: Buffer, from: number, count: number): Hash {
  let row: Hash[] = [];
  for (let at = from; at < from + count; at++)
    row.push(tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at < row.length; at += 2) above.push(hashChildren(row[at] as Hash, row[at + 1] as Hash));
    row = above;
  }
  return row[0] as Hash;
}

/** The width of a tile in a tree of `size`: 256, less for the last one of its level, 0 or below for one that does not exist. */
export function tileWidth(tile: TileId, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** tile.level);
  return Math.min(TILE_WIDTH, hashes - tile.index * TILE_WIDTH);
}
