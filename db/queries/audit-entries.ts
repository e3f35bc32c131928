import type { ISql } from "postgres";

/** Where the sequencer stands: the last entry that is in the tree. */
export interface EntryCursor {
  /** Decimal; a transaction id has 64 bits. */
  tx: string;
  entryId: string;
}

export interface UnsequencedEntry {
  id: string;
  tx: string;
  leaf: string;
}

/**
 * The next entries in the tree's order, (tx, id). Only of transactions older than every running one: what they wrote is committed and seen, and nothing can be added
 * below them any more, so an order once read is final.
 * @param params.floorId no entry after the cursor has a smaller id; lets old partitions be left out
 */
export function listUnsequencedEntries(
  sql: ISql,
  params: { after: EntryCursor; floorId: string; limit: number },
): Promise<UnsequencedEntry[]> {
  return sql<UnsequencedEntry[]>`
    select id, tx::text, leaf from audit_entries
    where (tx, id) > (${params.after.tx}::bigint, ${params.after.entryId}::uuid)
      and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      and id >= ${params.floorId}::uuid
    order by audit_entries.tx, id
    limit ${params.limit}`;
}

/** Entries that the sequencer has passed but that are not in the tree: nobody writes such a row but someone who tampers. In the tree's order. */
export function listSkippedEntries(
  sql: ISql,
  params: { upTo: EntryCursor; limit: number },
): Promise<{ id: string; tx: string }[]> {
  return sql<{ id: string; tx: string }[]>`
    select e.id, e.tx::text from audit_entries e
    where (e.tx, e.id) <= (${params.upTo.tx}::bigint, ${params.upTo.entryId}::uuid)
      and not exists (select 1 from audit_leaves l where l.entry_id = e.id)
    order by e.tx, e.id
    limit ${params.limit}`;
}

export async function hasEntry(sql: ISql, params: { entryId: string }): Promise<boolean> {
  const rows = await sql`select 1 from audit_entries where id = ${params.entryId}::uuid`;
  return rows.length > 0;
}

/** The leaf index of the entry that follows a place in the tree's order: where an entry would stand that has none. */
export async function findPlaceOfEntry(sql: ISql, params: EntryCursor): Promise<number | undefined> {
  const [row] = await sql<{ index: number }[]>`
    select l.leaf_index::float8 as index from audit_entries e join audit_leaves l on l.entry_id = e.id
    where (e.tx, e.id) > (${params.tx}::bigint, ${params.entryId}::uuid)
    order by e.tx, e.id
    limit 1`;
  return row?.index;
}

/** When the first entry between two ids (the second left out) was written; undefined when there is none. */
export async function findFirstEntryBetween(
  sql: ISql,
  params: { floorId: string; ceilingId: string },
): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date }[]>`
    select at from audit_entries where id >= ${params.floorId}::uuid and id < ${params.ceilingId}::uuid
    order by id limit 1`;
  return row?.at;
}
