import { generateKeyPairSync } from "node:crypto";
import type { Sql } from "postgres";
import { expect, vi } from "vitest";
import type { Database } from "@/db/client";
import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { type AuditEntryInput, type AuditEntryRow, buildEntry } from "../audit-entry";
import { integrateBatch } from "../integrate-batch";
import type { GrowingTree } from "../load-tree";
import { hashLeaf } from "../merkle/hash";
import { openCheckpoint } from "../notes/checkpoint";
import { type CheckpointSigner, checkpointSigner } from "../notes/keys";
import { type Sequencer, type SequencerOptions, startSequencer } from "../sequencer";
import { naiveRoot } from "./naive-tree";

/** A fresh key for a log of a test's own. */
export function testSigner(origin = "mesh.example/audit"): CheckpointSigner {
  return checkpointSigner(origin, generateKeyPairSync("ed25519").privateKey);
}

/** A sequencer without pauses, so that tests wait for nothing. */
export function testSequencer(
  database: Database,
  signer: CheckpointSigner,
  options: Partial<SequencerOptions> = {},
): Sequencer {
  return startSequencer({
    databaseUrl: database.url,
    signer: () => signer,
    pollMs: 5,
    gapMs: 0,
    electionMs: 20,
    ...options,
  });
}

/** Entries with payloads that differ. */
export function testEntries(count: number, input: Partial<AuditEntryInput> = {}): AuditEntryRow[] {
  return Array.from({ length: count }, (_, nth) =>
    buildEntry({
      type: "io.signalbox.test.done",
      actor: "agent:writer",
      object: "mcp-server:notes",
      outcome: "ok",
      payload: { nth, text: `payload ${nth}` },
      ...input,
    }),
  );
}

/** Inserts entries in one statement, as the recorder does. */
export async function insertEntries(sql: Pick<Sql, "unsafe">, rows: readonly AuditEntryRow[]): Promise<void> {
  await sql.unsafe(
    `insert into audit_entries (id, at, type, actor, object, outcome, call_id, leaf, payload)
     select e.id, e.at, e.type, e.actor, e.object, e.outcome, e."callId", e.leaf, e.payload::jsonb
     from json_to_recordset($1::text::json) as e(id uuid, at timestamptz, type text, actor text, object text, outcome text,
       "callId" uuid, leaf text, payload text)`,
    [JSON.stringify(rows)],
  );
}

/** Waits until every entry is older than every running transaction of the server, those in other databases included. */
export async function waitUntilSettled(sql: Sql): Promise<void> {
  await vi.waitFor(
    async () => {
      const unsettled = await sql`
        select 1 from audit_entries where tx >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint limit 1`;
      expect(unsettled).toHaveLength(0);
    },
    { timeout: 20_000, interval: 5 },
  );
}

/** Takes in everything that is committed, in batches. */
export async function integrateAll(
  sql: Sql,
  tree: GrowingTree,
  signer: CheckpointSigner,
  limit: number,
): Promise<void> {
  await waitUntilSettled(sql);
  while ((await integrateBatch(sql, tree, signer, limit)).count > 0);
}

/** Waits until the tree has `size` leaves. */
export async function waitForSize(sql: Sql, size: number): Promise<void> {
  await vi.waitFor(async () => expect((await findLatestCheckpoint(sql))?.size ?? 0).toBe(size), {
    timeout: 20_000,
    interval: 10,
  });
}

/** Holds the whole log against the definition: every entry once, in order of (tx, id), under a signed root that hashes them. */
export async function expectSoundLog(sql: Sql, signer: CheckpointSigner): Promise<void> {
  const entries = await sql<{ id: string; leaf: string }[]>`
    select id, leaf from audit_entries order by audit_entries.tx, id`;
  const leaves = await sql<{ index: string; id: string }[]>`
    select leaf_index as index, entry_id as id from audit_leaves order by leaf_index`;
  expect(leaves.map((leaf) => leaf.id)).toEqual(entries.map((entry) => entry.id));
  expect(leaves.map((leaf) => Number(leaf.index))).toEqual(leaves.map((_, index) => index));
  const latest = await findLatestCheckpoint(sql);
  const opened = openCheckpoint(latest?.note ?? "", [signer.vkey]);
  expect(opened?.size).toBe(entries.length);
  expect(opened?.root).toEqual(naiveRoot(entries.map((entry) => hashLeaf(entry.leaf))));
}
