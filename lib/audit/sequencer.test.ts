import { afterEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { appendAudit } from "./append-audit";
import { integrateBatch } from "./integrate-batch";
import { loadTree } from "./load-tree";
import type { Sequencer } from "./sequencer";
import {
  expectSoundLog,
  insertEntries,
  testEntries,
  testSequencer,
  testSigner,
  waitForSize,
  waitUntilSettled,
} from "./testing/test-log";

const database = testDatabase();
const signer = testSigner();
const running: Sequencer[] = [];

function start(options: Parameters<typeof testSequencer>[2] = {}): Sequencer {
  const sequencer = testSequencer(database(), signer, options);
  running.push(sequencer);
  return sequencer;
}

async function countEntries({ sql }: Database): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from audit_entries`;
  return row?.count ?? 0;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((sequencer) => sequencer.stop()));
});

describe("the sequencer", () => {
  it("takes in every entry of concurrent writers once, in the order of their transactions", async () => {
    start({ batchSize: 64 });
    const { sql } = database();
    await Promise.all(
      Array.from({ length: 60 }, (_, writer) => insertEntries(sql, testEntries(1 + (writer % 12)))),
    );
    await waitForSize(sql, await countEntries(database()));
    await expectSoundLog(sql, signer);
  });

  it("goes on within a transaction that is larger than a batch", async () => {
    const { sql } = database();
    start({ batchSize: 7 });
    await insertEntries(sql, testEntries(100));
    await waitForSize(sql, await countEntries(database()));
    await expectSoundLog(sql, signer);
  });

  it("waits for a transaction that began earlier and never overtakes it", async () => {
    const { sql, db } = database();
    const sequencer = start();
    const before = await countEntries(database());
    await waitForSize(sql, before);
    const late = testEntries(1)[0]?.id;
    await sql.begin(async (slow) => {
      await insertEntries(slow, [
        { ...(testEntries(1)[0] as ReturnType<typeof testEntries>[0]), id: late ?? "" },
      ]);
      for (let nth = 0; nth < 20; nth++) {
        await appendAudit(db, { type: "io.signalbox.test.fast", actor: "a:b", object: "c:d", outcome: "ok" });
        sequencer.wake();
      }
      // Ten looks at entries that are committed, and none is taken: an older writer may still add to what comes before them.
      await expect(waitForLooks(sequencer, 10)).resolves.toBe(before);
    });
    await waitForSize(sql, before + 21);
    await expectSoundLog(sql, signer);
    const [first] = await sql<
      { id: string }[]
    >`select entry_id as id from audit_leaves where leaf_index = ${before}`;
    expect(first?.id).toBe(late);
  });

  it("leaves out what was rolled back", async () => {
    const { sql } = database();
    start();
    const before = await countEntries(database());
    await expect(
      sql.begin(async (tx) => {
        await insertEntries(tx, testEntries(5));
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await insertEntries(sql, testEntries(2));
    await waitForSize(sql, before + 2);
    await expectSoundLog(sql, signer);
  });

  it("has one leader among several processes, and each entry once", async () => {
    const { sql } = database();
    const all = [start({ batchSize: 16 }), start({ batchSize: 16 }), start({ batchSize: 16 })];
    for (let round = 0; round < 20; round++) {
      await Promise.all([insertEntries(sql, testEntries(3)), insertEntries(sql, testEntries(9))]);
      for (const sequencer of all) sequencer.wake();
      expect(all.filter((sequencer) => sequencer.status().leading).length).toBeLessThanOrEqual(1);
    }
    await waitForSize(sql, await countEntries(database()));
    await expectSoundLog(sql, signer);
  });

  it("is taken over when the leader's connection is killed in the middle of the work", async () => {
    const { sql } = database();
    const all = [start({ batchSize: 8 }), start({ batchSize: 8 })];
    for (let round = 0; round < 10; round++) {
      await insertEntries(sql, testEntries(40));
      await vi.waitFor(() => expect(all.some((sequencer) => sequencer.status().leading)).toBe(true), {
        timeout: 5000,
      });
      await sql`
        select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.objid = (hashtext('signalbox.sequencer')::bigint & 4294967295)::oid
          and d.datname = current_database() and l.granted`;
    }
    await waitForSize(sql, await countEntries(database()));
    await expectSoundLog(sql, signer);
  });

  it("cannot commit from a tree that another process has outgrown", async () => {
    const { sql } = database();
    const stale = await loadTree(sql);
    const other = await loadTree(sql);
    await insertEntries(sql, testEntries(4));
    await waitUntilSettled(sql);
    await integrateBatch(sql, other, signer, 2);
    await expect(integrateBatch(sql, stale, signer, 4)).rejects.toThrow(/audit_leaves_pkey/);
    await integrateBatch(sql, await loadTree(sql), signer, 100);
    await expectSoundLog(sql, signer);
  });

  it("cannot commit while another connection has the lock", async () => {
    const { sql } = database();
    const tree = await loadTree(sql);
    await insertEntries(sql, testEntries(1));
    await waitUntilSettled(sql);
    const holder = await sql.reserve();
    try {
      await holder`select pg_advisory_lock(hashtext('signalbox.sequencer'))`;
      await expect(integrateBatch(sql, tree, signer, 10)).rejects.toThrow(/Another process/);
    } finally {
      await holder`select pg_advisory_unlock(hashtext('signalbox.sequencer'))`;
      holder.release();
    }
    await integrateBatch(sql, await loadTree(sql), signer, 10);
    await expectSoundLog(sql, signer);
  });

  it("does not sign on top of a tree that contradicts the last checkpoint", async () => {
    const { sql } = database();
    const size = await countEntries(database());
    await waitForSize(sql, size);
    await sql`update audit_tiles set hashes = sha256(hashes) || substr(hashes, 33) where level = 0 and tile_index = ${Math.floor(size / 256)}`;
    const sequencer = start();
    await vi.waitFor(() => expect(sequencer.status().lastError).toMatch(/damaged/), { timeout: 5000 });
    expect(sequencer.status().leading).toBe(false);
  });
});

/** Resolves with the size after the sequencer has looked `count` times. */
async function waitForLooks(sequencer: Sequencer, count: number): Promise<number> {
  const { sql } = database();
  for (let look = 0; look < count; look++) {
    const [before] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
    await vi.waitFor(
      async () => {
        const [row] = await sql<{ looked: boolean }[]>`
          select query_start > ${before?.at ?? new Date()} as looked from pg_stat_activity
          where application_name = 'signalbox-sequencer' and datname = current_database()`;
        expect(row?.looked).toBe(true);
      },
      { timeout: 5000, interval: 5 },
    );
  }
  return sequencer.status().treeSize;
}
