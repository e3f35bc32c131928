import type { ISql } from "postgres";
import { listTiles } from "@/db/queries/audit-tiles";
import { HASH_BYTES, type Hash } from "../merkle/hash";
import { TILE_WIDTH, tileWidth } from "../merkle/tiles";
import { TreeFrontier } from "../merkle/tree-frontier";
import { Finding } from "./report";

/** Builds the tiles anew and holds the stored ones against them: what the log serves to others must be the tree that it signs. */
export class TileCheck {
  /** How many whole tiles were compared. */
  count = 0;
  readonly #sql: ISql;
  readonly #size: number;
  readonly #frontier = new TreeFrontier();

  /** @param size of the signed tree */
  constructor(sql: ISql, size: number) {
    this.#sql = sql;
    this.#size = size;
  }

  append(leafHash: Hash): void {
    this.#frontier.append(leafHash);
  }

  /** Compares what was built since the last call. @throws Finding at the first entry under the first hash that differs */
  async compare(): Promise<void> {
    const built = this.#frontier.takeChanged().sort((a, b) => a.level - b.level || a.index - b.index);
    if (built.length === 0) return;
    const found = await listTiles(this.#sql, { ids: built });
    const stored = new Map(found.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
    for (const tile of built) {
      const hashes = stored.get(`${tile.level}/${tile.index}`) ?? Buffer.alloc(0);
      const same = commonHashes(tile.hashes, hashes);
      const width = tileWidth(tile, this.#size) * HASH_BYTES;
      if (same < tile.hashes.length / HASH_BYTES || hashes.length !== width) {
        const first = (tile.index * TILE_WIDTH + same) * TILE_WIDTH ** tile.level;
        throw new Finding(`the tile ${tile.level}/${tile.index} is not that of the entries`, first);
      }
      if (tile.hashes.length === TILE_WIDTH * HASH_BYTES) this.count += 1;
    }
  }
}

function commonHashes(a: Buffer, b: Buffer): number {
  let at = 0;
  while (at < a.length && a.subarray(at, at + HASH_BYTES).equals(b.subarray(at, at + HASH_BYTES)))
    at += HASH_BYTES;
  return at / HASH_BYTES;
}
