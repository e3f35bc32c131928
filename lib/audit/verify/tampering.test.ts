import type { Sql } from "postgres";
import { beforeEach, describe, expect, it } from "vitest";
import { findCheckpointOfSize, findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { testDatabase } from "@/db/testing/test-database";
import { loadTree } from "../load-tree";
import { TreeFrontier } from "../merkle/tree-frontier";
import { signCheckpoint } from "../notes/checkpoint";
import { insertEntries, integrateAll, testEntries, testSigner } from "../testing/test-log";
import { verifyDatabase } from "./verify-database";

const database = testDatabase();
const signer = testSigner();
const SIZE = 600;
/** The entry that is tampered with. */
const BAD = 345;

/** A log of 600 entries in twelve transactions, checkpoints at every 50. */
async function freshLog(sql: Sql): Promise<void> {
  await sql`truncate audit_entries, audit_leaves, audit_tiles, audit_checkpoints`;
  const tree = await loadTree(sql);
  for (let at = 0; at < SIZE; at += 50) {
    await insertEntries(sql, testEntries(50));
    await integrateAll(sql, tree, signer, 50);
  }
}

const verify = (checkpoint?: string) =>
  verifyDatabase(database().sql, { origin: signer.name, vkeys: [signer.vkey], checkpoint });
const entryAt = (sql: Sql, index: number) =>
  sql`(select entry_id from audit_leaves where leaf_index = ${index})`;

beforeEach(() => freshLog(database().sql));

describe("verification of a live log", () => {
  it("accepts an untouched log, with and without a kept checkpoint", async () => {
    const kept = await findCheckpointOfSize(database().sql, { size: 300 });
    expect(await verify()).toMatchObject({ ok: true, problem: undefined, entries: SIZE, treeSize: SIZE });
    const report = await verify(kept?.note);
    expect(report.ok).toBe(true);
    expect(report.facts).toContain("the first 300 entries are those of the kept checkpoint");
  });

  it("accepts a log whose payloads were erased, and counts them", async () => {
    await database().sql`update audit_entries set payload = null where id = ${entryAt(database().sql, BAD)}`;
    expect(await verify()).toMatchObject({ ok: true, payloads: { checked: SIZE - 1, erased: 1 } });
  });

  it("goes on while the sequencer writes", async () => {
    const { sql } = database();
    const tree = await loadTree(sql);
    const verifying = verify();
    await insertEntries(sql, testEntries(100));
    await integrateAll(sql, tree, signer, 10);
    expect(await verifying).toMatchObject({ ok: true });
    expect(await verify()).toMatchObject({ ok: true, entries: SIZE + 100 });
  });
});

describe("tampering by someone who owns the database", () => {
  const row = (column: string) => async (sql: Sql) => {
    await sql`update audit_entries set ${sql({ [column]: column === "at" ? new Date(0) : "forged" })} where id = ${entryAt(sql, BAD)}`;
  };
  it.each(["type", "actor", "object", "outcome", "at"])(
    "with the column %s is found at its entry",
    async (column) => {
      await row(column)(database().sql);
      expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD } });
    },
  );

  it("with a leaf is found at its entry", async () => {
    const { sql } = database();
    await sql`update audit_entries set leaf = replace(leaf, 'agent:writer', 'agent:somebody'), actor = 'agent:somebody'
      where id = ${entryAt(sql, BAD)}`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD } });
  });

  it("with a payload is found at its entry", async () => {
    const { sql } = database();
    await sql`update audit_entries set payload = '{"nth": -1}' where id = ${entryAt(sql, BAD)}`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /details/ } });
  });

  it("by deleting a row is found at its entry", async () => {
    const { sql } = database();
    await sql`delete from audit_entries where id = ${entryAt(sql, BAD)}`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /is gone/ } });
  });

  it("by deleting a row and its leaf is found at its place", async () => {
    const { sql } = database();
    await sql`delete from audit_entries where id = ${entryAt(sql, BAD)}`;
    await sql`delete from audit_leaves where leaf_index = ${BAD}`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /missing/ } });
  });

  it("by inserting a row in the middle is found where it would stand", async () => {
    const { sql } = database();
    await insertEntries(sql, testEntries(1, { actor: "agent:ghost" }));
    const neighbour = await sql<
      { tx: string }[]
    >`select tx from audit_entries where id = ${entryAt(sql, BAD)}`;
    await sql`update audit_entries set tx = ${neighbour[0]?.tx ?? ""}::bigint where actor = 'agent:ghost'`;
    const { problem } = await verify();
    expect(problem?.message).toMatch(/beside the tree/);
    // It shares the transaction of 50 entries and comes after them by its id.
    expect(problem?.index).toBe(350);
  });

  it("by inserting a leaf in the middle, all later ones moved, is found at its place", async () => {
    const { sql } = database();
    const [ghost] = testEntries(1, { actor: "agent:ghost" });
    await insertEntries(sql, ghost ? [ghost] : []);
    await sql`update audit_leaves set leaf_index = leaf_index + 1000000 where leaf_index >= ${BAD}`;
    await sql`update audit_leaves set leaf_index = leaf_index - 999999 where leaf_index >= 1000000`;
    await sql`insert into audit_leaves select ${BAD}, id, sha256(('\\x00'::bytea || convert_to(leaf, 'UTF8')))
      from audit_entries where actor = 'agent:ghost'`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD } });
  });

  it("by swapping two entries is found at the first of them", async () => {
    const { sql } = database();
    await swapLeaves(sql, BAD, 500, "entry_id");
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD } });
  });

  it("by swapping two whole leaves is found at the first of them", async () => {
    const { sql } = database();
    await swapLeaves(sql, BAD, 500, "entry_id");
    await swapLeaves(sql, BAD, 500, "leaf_hash");
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /tile/ } });
  });

  it("with entry, leaf and tiles alike is found between two checkpoints", async () => {
    const { sql } = database();
    await sql`update audit_entries set leaf = replace(leaf, 'agent:writer', 'agent:somebody'), actor = 'agent:somebody'
      where id = ${entryAt(sql, BAD)}`;
    await rebuildTree(sql);
    const { problem } = await verify();
    expect(problem).toMatchObject({ index: 300, message: /one of the entries 300 to 349/ });
  });

  it("by cutting leaves off is found where they end", async () => {
    const { sql } = database();
    await sql`delete from audit_leaves where leaf_index >= ${BAD}`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /tail is missing/ } });
  });

  it("by cutting the tail off everywhere is found with a kept checkpoint, and said to be invisible without one", async () => {
    const { sql } = database();
    const kept = await findLatestCheckpoint(sql);
    await rollBack(sql, 400);
    const alone = await verify();
    expect(alone).toMatchObject({ ok: true, entries: 400 });
    expect(alone.caveats.join()).toMatch(/without a checkpoint from outside/);
    expect(await verify(kept?.note)).toMatchObject({
      ok: false,
      problem: { index: 400, message: /tail is missing/ },
    });
  });

  it("by going back to a backup and writing on is found with a kept checkpoint", async () => {
    const { sql } = database();
    const kept = await findLatestCheckpoint(sql);
    await rollBack(sql, 400);
    const tree = await loadTree(sql);
    await insertEntries(sql, testEntries(300, { actor: "agent:after" }));
    await integrateAll(sql, tree, signer, 50);
    expect(await verify()).toMatchObject({ ok: true, entries: 700 });
    expect(await verify(kept?.note)).toMatchObject({ ok: false, problem: { message: /past was rewritten/ } });
  });

  it("by signing with another key is found", async () => {
    const { sql } = database();
    const row = await findCheckpointOfSize(sql, { size: 350 });
    const note = signCheckpoint({ size: 350, root: row?.root ?? Buffer.alloc(0) }, testSigner(signer.name));
    await sql`update audit_checkpoints set note = ${note} where tree_size = 350`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: 300, message: /not signed/ } });
  });

  it("with a tile that others read is found at the entries under it", async () => {
    const { sql } = database();
    await sql`update audit_tiles set hashes = overlay(hashes placing sha256('x') from ${(BAD - 256) * 32 + 1})
      where level = 0 and tile_index = 1`;
    expect(await verify()).toMatchObject({ ok: false, problem: { index: BAD, message: /tile 0\/1/ } });
  });
});

async function swapLeaves(
  sql: Sql,
  one: number,
  two: number,
  column: "entry_id" | "leaf_hash",
): Promise<void> {
  await sql`drop index if exists audit_leaves_entry`;
  await sql`update audit_leaves l set ${sql(column)} = o.${sql(column)} from audit_leaves o
    where (l.leaf_index, o.leaf_index) in ((${one}, ${two}), (${two}, ${one}))`;
}

/** What a forger does who knows the format but has no key: leaves and tiles are made to fit the changed entries. */
async function rebuildTree(sql: Sql): Promise<void> {
  await sql`update audit_leaves l set leaf_hash = sha256('\\x00'::bytea || convert_to(e.leaf, 'UTF8'))
    from audit_entries e where e.id = l.entry_id`;
  const frontier = new TreeFrontier();
  for (const row of await sql<
    { hash: Buffer }[]
  >`select leaf_hash as hash from audit_leaves order by leaf_index`)
    frontier.append(row.hash);
  for (const tile of frontier.takeChanged())
    await sql`update audit_tiles set hashes = ${tile.hashes} where level = ${tile.level} and tile_index = ${tile.index}`;
}

/** The log as it was at a checkpoint, as a restored backup has it. */
async function rollBack(sql: Sql, size: number): Promise<void> {
  await sql`delete from audit_entries where id in (select entry_id from audit_leaves where leaf_index >= ${size})`;
  await sql`delete from audit_leaves where leaf_index >= ${size}`;
  await sql`delete from audit_checkpoints where tree_size > ${size}`;
  const frontier = new TreeFrontier();
  for (const row of await sql<
    { hash: Buffer }[]
  >`select leaf_hash as hash from audit_leaves order by leaf_index`)
    frontier.append(row.hash);
  await sql`delete from audit_tiles`;
  for (const tile of frontier.takeChanged())
    await sql`insert into audit_tiles values (${tile.level}, ${tile.index}, ${tile.hashes.length / 32}, ${tile.hashes})`;
}
