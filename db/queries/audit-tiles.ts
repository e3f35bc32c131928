import type { ISql } from "postgres";

export interface StoredTile {
  level: number;
  index: number;
  hashes: Buffer;
}

/** The tiles of these places that exist. */
export function listTiles(
  sql: ISql,
  params: { ids: readonly { level: number; index: number }[] },
): Promise<StoredTile[]> {
  return sql<StoredTile[]>`
    select t.level, t.tile_index::float8 as index, t.hashes
    from unnest(${params.ids.map((id) => id.level)}::int[], ${params.ids.map((id) => id.index)}::bigint[]) as wanted(level, index)
    join audit_tiles t on t.level = wanted.level and t.tile_index = wanted.index`;
}
