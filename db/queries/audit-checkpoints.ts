import type { ISql } from "postgres";
import type { EntryCursor } from "./audit-entries";

export interface CheckpointRow {
  size: number;
  root: Buffer;
  /** C2SP signed note. */
  note: string;
  last: EntryCursor;
  at: Date;
}

interface Columns {
  size: number;
  root: Buffer;
  note: string;
  tx: string;
  entryId: string;
  at: Date;
}

/** The newest checkpoint; undefined before the first entry. */
export async function findLatestCheckpoint(sql: ISql): Promise<CheckpointRow | undefined> {
  const rows = await sql<Columns[]>`
    select tree_size::float8 as size, root_hash as root, note, last_tx::text as tx, last_entry_id as "entryId", at
    from audit_checkpoints order by tree_size desc limit 1`;
  return rows.map(rowOf)[0];
}

/** The checkpoint of exactly this size, if it was signed and is kept. */
export async function findCheckpointOfSize(
  sql: ISql,
  params: { size: number },
): Promise<CheckpointRow | undefined> {
  const rows = await sql<Columns[]>`
    select tree_size::float8 as size, root_hash as root, note, last_tx::text as tx, last_entry_id as "entryId", at
    from audit_checkpoints where tree_size = ${params.size}`;
  return rows.map(rowOf)[0];
}

/** Kept checkpoints up to a size (any, without one), greatest first. */
export async function listCheckpointsDownFrom(
  sql: ISql,
  params: { size: number | undefined; limit: number },
): Promise<CheckpointRow[]> {
  const rows = await sql<Columns[]>`
    select tree_size::float8 as size, root_hash as root, note, last_tx::text as tx, last_entry_id as "entryId", at
    from audit_checkpoints where tree_size <= ${params.size ?? Number.MAX_SAFE_INTEGER}
    order by tree_size desc limit ${params.limit}`;
  return rows.map(rowOf);
}

/** Checkpoints above a size, smallest first. */
export async function listCheckpoints(
  sql: ISql,
  params: { above: number; limit: number },
): Promise<CheckpointRow[]> {
  const rows = await sql<Columns[]>`
    select tree_size::float8 as size, root_hash as root, note, last_tx::text as tx, last_entry_id as "entryId", at
    from audit_checkpoints where tree_size > ${params.above} order by tree_size limit ${params.limit}`;
  return rows.map(rowOf);
}

/**
 * Removes checkpoints that are followed by another one within the same minute, once they are ten minutes old. Any tree size can still be proven from the tiles; what is
 * lost is only the signature over a size that nobody may have seen.
 * @param params.above sizes up to this one are left alone
 * @returns the size up to which nothing is left to remove
 */
export async function deleteCrowdedCheckpoints(sql: ISql, params: { above: number }): Promise<number> {
  const [row] = await sql<{ done: number | null }[]>`
    with old as (
      select tree_size, date_trunc('minute', at) as minute,
        lead(date_trunc('minute', at)) over (order by tree_size) as next_minute, at
      from audit_checkpoints where tree_size > ${params.above}
    ), removed as (
      delete from audit_checkpoints c using old
      where c.tree_size = old.tree_size and old.minute = old.next_minute and old.at < now() - interval '10 minutes'
    )
    select max(tree_size)::float8 as done from old where at < now() - interval '10 minutes'`;
  return row?.done ?? params.above;
}

function rowOf(row: Columns): CheckpointRow {
  const { tx, entryId, ...rest } = row;
  return { ...rest, last: { tx, entryId } };
}
