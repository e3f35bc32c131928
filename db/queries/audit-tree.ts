import type { ISql } from "postgres";
import type { CheckpointRow } from "./audit-checkpoints";
import type { StoredTile } from "./audit-tiles";

/** Notified with the new size whenever the tree has grown. */
export const AUDIT_CHANNEL = "signalbox_audit";

export interface TreeGrowth {
  /** Leaf index of the first entry. */
  start: number;
  entryIds: readonly string[];
  /** Leaf hashes of the entries, 32 bytes each. */
  hashes: Buffer;
  /** Tiles that grew, whole: a wider one replaces its narrower self. */
  tiles: readonly StoredTile[];
  checkpoint: Omit<CheckpointRow, "at">;
}

/** Tries to become the one sequencer of the database, for as long as this connection lives. */
export async function takeSequencerLock(sql: ISql): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`
    select pg_try_advisory_lock(hashtext('signalbox.sequencer')) as held`;
  return row?.held ?? false;
}

/**
 * Adds leaves, tiles and their checkpoint, all or nothing, in one statement: one round trip, and no transaction that a broken connection could leave half sent.
 * A connection that has the sequencer's lock always gets it again; one that has lost it to another does not. The primary keys of leaf and checkpoint refuse a place
 * that is taken, so of two writers one fails even if the lock changed hands in between.
 * @returns false when another connection has the lock; then nothing was written
 */
export async function insertTreeGrowth(sql: ISql, growth: TreeGrowth): Promise<boolean> {
  const { checkpoint, entryIds, hashes, start, tiles } = growth;
  const rows = await sql`
    with lock as materialized (
      select pg_try_advisory_xact_lock(hashtext('signalbox.sequencer')) as held
    ), leaves as (
      insert into audit_leaves (leaf_index, entry_id, leaf_hash)
      select ${start}::bigint + e.nth - 1, e.id, substr(${hashes}::bytea, (e.nth - 1)::int * 32 + 1, 32)
      from lock, unnest(${entryIds as string[]}::uuid[]) with ordinality as e(id, nth) where lock.held
    ), tiles as (
      insert into audit_tiles (level, tile_index, width, hashes)
      select t.level, t.index, length(t.hashes) / 64, decode(t.hashes, 'hex')
      from lock, unnest(
        ${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.index)}::bigint[],
        ${tiles.map((tile) => tile.hashes.toString("hex"))}::text[]
      ) as t(level, index, hashes) where lock.held
      on conflict (level, tile_index) do update set width = excluded.width, hashes = excluded.hashes
    ), checkpoint as (
      insert into audit_checkpoints (tree_size, root_hash, note, last_tx, last_entry_id)
      select ${checkpoint.size}, ${checkpoint.root}, ${checkpoint.note}, ${checkpoint.last.tx}::bigint,
        ${checkpoint.last.entryId}::uuid
      from lock where lock.held
      returning tree_size
    )
    select pg_notify(${AUDIT_CHANNEL}, tree_size::text) from checkpoint`;
  return rows.length === 1;
}
