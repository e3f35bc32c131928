import type { Sql } from "postgres";
import { listTiles } from "@/db/queries/audit-tiles";
import { MeshError } from "@/lib/core/errors";
import { HASH_BYTES } from "./merkle/hash";
import type { TileId } from "./merkle/tiles";

/**
 * The hashes of a tile, `width` of them. A narrower width than the stored one gives the tile as it was in a smaller tree.
 * @throws MeshError `not_found` for a tile that the tree does not have, or not that wide
 */
export async function readTile(sql: Sql, params: TileId & { width: number }): Promise<Buffer> {
  const [tile] = await listTiles(sql, { ids: [params] });
  const bytes = params.width * HASH_BYTES;
  if (!tile || tile.hashes.length < bytes) throw new MeshError("not_found", "The tree has no such tile.");
  return tile.hashes.subarray(0, bytes);
}
