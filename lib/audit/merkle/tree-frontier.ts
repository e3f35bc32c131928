import { EMPTY_ROOT, HASH_BYTES, type Hash } from "./hash";
import { foldSubtrees, subtreesOf } from "./subtrees";
import { hashWithinTile, locateInTile, TILE_WIDTH, type TileId, tileWidth } from "./tiles";

/** A tile to store: all its hashes, also those stored before. */
export interface TileRow extends TileId {
  hashes: Buffer;
}

/**
 * The right edge of the tree: of each level the last tile. All that appending and the root need, so the writer's memory does not grow with the log
 * (8 KiB a level, one level for every factor 256).
 */
export class TreeFrontier {
  readonly #edge: { index: number; width: number; bytes: Buffer }[] = [];
  #size: number;
  #changed = new Map<string, TileRow>();

  /** @param tiles the partial tiles of a tree of `size`, as `partialTiles` names them */
  constructor(size = 0, tiles: readonly TileRow[] = []) {
    this.#size = size;
    for (const tile of tiles) {
      const width = tileWidth(tile, size);
      if (tile.hashes.length < width * HASH_BYTES)
        throw new RangeError(`tile ${tile.level}/${tile.index} is too short`);
      const edge = this.#level(tile.level);
      edge.index = tile.index;
      edge.width = width;
      tile.hashes.copy(edge.bytes, 0, 0, width * HASH_BYTES);
    }
    for (const { level, index, width } of partialTiles(size)) {
      const edge = this.#level(level);
      if (width > 0 && (edge.index !== index || edge.width !== width))
        throw new RangeError(`tile ${level}/${index} of a tree of ${size} is missing`);
      edge.index = index;
    }
  }

  get size(): number {
    return this.#size;
  }

  append(leafHash: Hash): void {
    this.#size += 1;
    this.#push(0, leafHash);
  }

  root(): Hash {
    const hashes = subtreesOf({ begin: 0, end: this.#size }).map((subtree) => {
      const { from, count, tile } = locateInTile(subtree);
      return hashWithinTile(this.#level(tile.level).bytes, from, count);
    });
    return foldSubtrees(hashes) ?? EMPTY_ROOT;
  }

  /** The tiles that grew since the last call. */
  takeChanged(): TileRow[] {
    this.#edge.forEach((edge, level) => {
      const changed = this.#changed.get(`${level}/${edge.index}`);
      if (changed) changed.hashes = Buffer.from(edge.bytes.subarray(0, edge.width * HASH_BYTES));
    });
    const rows = [...this.#changed.values()];
    this.#changed = new Map();
    return rows;
  }

  #push(level: number, hash: Hash): void {
    const edge = this.#level(level);
    hash.copy(edge.bytes, edge.width * HASH_BYTES);
    edge.width += 1;
    const key = `${level}/${edge.index}`;
    const changed = this.#changed.get(key) ?? { level, index: edge.index, hashes: edge.bytes };
    this.#changed.set(key, changed);
    if (edge.width < TILE_WIDTH) return;
    changed.hashes = Buffer.from(edge.bytes);
    this.#push(level + 1, hashWithinTile(edge.bytes, 0, TILE_WIDTH));
    edge.index += 1;
    edge.width = 0;
  }

  #level(level: number): { index: number; width: number; bytes: Buffer } {
    while (this.#edge.length <= level)
      this.#edge.push({ index: 0, width: 0, bytes: Buffer.alloc(TILE_WIDTH * HASH_BYTES) });
    return this.#edge[level] as { index: number; width: number; bytes: Buffer };
  }
}

/** The last tile of each level of a tree of `size`; `width` is 0 where the level's last full tile has no successor yet. */
export function partialTiles(size: number): (TileId & { width: number })[] {
  const tiles: (TileId & { width: number })[] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1));
    tiles.push({ level, index, width: tileWidth({ level, index }, size) });
  }
  return tiles;
}
