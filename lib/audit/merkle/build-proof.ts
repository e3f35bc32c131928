import { HASH_BYTES, type Hash } from "./hash";
import { consistencyRanges, inclusionRanges } from "./proof-ranges";
import { foldSubtrees, type LeafRange, type Subtree, subtreesOf } from "./subtrees";
import { hashWithinTile, locateInTile, type TileId } from "./tiles";

/** Fetches stored tiles, in one go. A tile may be wider than the tree that is asked about; tiles that do not exist are left out. */
export type TileSource = (ids: readonly TileId[]) => Promise<readonly (TileId & { hashes: Buffer })[]>;

/** The inclusion proof of a leaf in the tree of `size`, from at most two tiles a level. @throws RangeError when the leaf is not in it */
export async function buildInclusionProof(index: number, size: number, tiles: TileSource): Promise<Hash[]> {
  return hashRanges(inclusionRanges(index, size), tiles);
}

/** The proof that the tree of `oldSize` is a prefix of that of `size`. @throws RangeError when it cannot be */
export async function buildConsistencyProof(
  oldSize: number,
  size: number,
  tiles: TileSource,
): Promise<Hash[]> {
  return hashRanges(consistencyRanges(oldSize, size), tiles);
}

/** The hash of each range. @throws RangeError when a tile is missing or too short: the store is damaged */
export async function hashRanges(ranges: readonly LeafRange[], tiles: TileSource): Promise<Hash[]> {
  const parts = ranges.map(subtreesOf);
  const hashes = await hashSubtrees(parts.flat(), tiles);
  const rest = hashes.values();
  return parts.map((subtrees) => foldSubtrees(subtrees.map(() => rest.next().value as Hash)) as Hash);
}

/** The root of each perfect subtree. @throws RangeError when a tile is missing or too short */
export async function hashSubtrees(subtrees: readonly Subtree[], tiles: TileSource): Promise<Hash[]> {
  const located = subtrees.map(locateInTile);
  const wanted = new Map(located.map(({ tile }) => [`${tile.level}/${tile.index}`, tile]));
  const found = new Map(
    (wanted.size === 0 ? [] : await tiles([...wanted.values()])).map((tile) => [
      `${tile.level}/${tile.index}`,
      tile,
    ]),
  );
  return located.map(({ tile, from, count }) => {
    const name = `${tile.level}/${tile.index}`;
    const bytes = found.get(name)?.hashes;
    if (!bytes || bytes.length < (from + count) * HASH_BYTES)
      throw new RangeError(`tile ${name} is missing or too short`);
    return hashWithinTile(bytes, from, count);
  });
}
