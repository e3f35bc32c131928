import type { Sql } from "postgres";
import { TreeFrontier } from "@/lib/audit/merkle/tree-frontier";
import { insertEntries } from "./sample-log";

/** What someone who owns the database does to its log. */
export interface Tampering {
  name: string;
  /** @returns where it has to be found */
  commit(sql: Sql, at: number, size: number): Promise<number>;
}

const entryAt = (sql: Sql, index: number) =>
  sql`(select entry_id from audit_leaves where leaf_index = ${index})`;

export const TAMPERINGS: readonly Tampering[] = [
  {
    name: "a row changed",
    async commit(sql, at) {
      await sql`update audit_entries set outcome = 'denied', leaf = replace(leaf, '"outcome":"ok"', '"outcome":"denied"')
        where id = ${entryAt(sql, at)}`;
      return at;
    },
  },
  {
    name: "a row deleted",
    async commit(sql, at) {
      await sql`delete from audit_entries where id = ${entryAt(sql, at)}`;
      await sql`delete from audit_leaves where leaf_index = ${at}`;
      return at;
    },
  },
  {
    name: "a row inserted in the middle",
    async commit(sql, at) {
      const [id = ""] = await insertEntries(sql, 0, 1);
      await sql`update audit_leaves set leaf_index = leaf_index + 10000000 where leaf_index >= ${at}`;
      await sql`update audit_leaves set leaf_index = leaf_index - 9999999 where leaf_index >= 10000000`;
      await sql`insert into audit_leaves
        select ${at}, id, sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) from audit_entries where id = ${id}`;
      return at;
    },
  },
  {
    name: "the tail cut off",
    async commit(sql, at) {
      await sql`delete from audit_entries where id in (select entry_id from audit_leaves where leaf_index >= ${at})`;
      await sql`delete from audit_leaves where leaf_index >= ${at}`;
      return at;
    },
  },
  {
    name: "two rows swapped",
    async commit(sql, at, size) {
      const other = (at + Math.floor(size / 2)) % size;
      await sql`drop index if exists audit_leaves_entry`;
      await sql`update audit_leaves l set entry_id = o.entry_id, leaf_hash = o.leaf_hash from audit_leaves o
        where (l.leaf_index, o.leaf_index) in ((${at}, ${other}), (${other}, ${at}))`;
      return Math.min(at, other);
    },
  },
  {
    name: "the database rolled back to a backup",
    async commit(sql, at) {
      // A backup is the state at some checkpoint, in every table alike.
      const size = await checkpointBefore(sql, at);
      await rollBack(sql, size);
      return size;
    },
  },
];

/** Size of the newest checkpoint that has at most so many entries. */
async function checkpointBefore(sql: Sql, at: number): Promise<number> {
  const [row] = await sql<{ size: number }[]>`
    select coalesce(max(tree_size), 0)::int as size from audit_checkpoints where tree_size <= ${at}`;
  return row?.size ?? 0;
}

async function rollBack(sql: Sql, size: number): Promise<void> {
  await sql`delete from audit_entries where id in (select entry_id from audit_leaves where leaf_index >= ${size})`;
  await sql`delete from audit_leaves where leaf_index >= ${size}`;
  await sql`delete from audit_checkpoints where tree_size > ${size}`;
  const frontier = new TreeFrontier();
  const leaves = await sql<
    { hash: Buffer }[]
  >`select leaf_hash as hash from audit_leaves order by leaf_index`;
  for (const { hash } of leaves) frontier.append(hash);
  await sql`delete from audit_tiles`;
  for (const tile of frontier.takeChanged())
    await sql`insert into audit_tiles values (${tile.level}, ${tile.index}, ${tile.hashes.length / 32}, ${tile.hashes})`;
}
