import { generateKeyPairSync } from "node:crypto";
import type { Sql } from "postgres";
import { buildEntry } from "@/lib/audit/audit-entry";
import { integrateBatch } from "@/lib/audit/integrate-batch";
import { loadTree } from "@/lib/audit/load-tree";
import { type CheckpointSigner, checkpointSigner } from "@/lib/audit/notes/keys";

export const signer: CheckpointSigner = checkpointSigner(
  "mesh.example/audit",
  generateKeyPairSync("ed25519").privateKey,
);

const INSERTED_AT_ONCE = 5_000;

/**
 * Grows the log by so many entries, inserted and sequenced as the mesh does.
 * @param every how many entries lie between two checkpoints at most
 */
export async function growLog(sql: Sql, count: number, every: number): Promise<void> {
  const tree = await loadTree(sql);
  const end = tree.frontier.size + count;
  for (let at = tree.frontier.size; at < end; at += INSERTED_AT_ONCE)
    await insertEntries(sql, at, Math.min(INSERTED_AT_ONCE, end - at));
  // Entries can be taken once no older transaction of the server runs.
  while (tree.frontier.size < end) await integrateBatch(sql, tree, signer, every);
}

/** Adds entries that the sequencer has not seen yet. */
export async function insertEntries(sql: Sql, from: number, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, nth) =>
    buildEntry({
      type: "io.signalbox.call.completed",
      actor: `agent:caller-${(from + nth) % 50}`,
      object: `mcp-server:tools-${(from + nth) % 20}`,
      outcome: "ok",
      payload: { nth: from + nth, operation: "search_customers", duration_us: 1000 + (nth % 977) },
    }),
  );
  const column = (name: "id" | "at" | "type" | "actor" | "object" | "outcome" | "leaf" | "payload") =>
    rows.map((row) => row[name]);
  await sql`
    insert into audit_entries (id, at, type, actor, object, outcome, leaf, payload)
    select id, at, type, actor, object, outcome, leaf, payload::jsonb
    from unnest(${column("id")}::uuid[], ${column("at")}::timestamptz[], ${column("type")}::text[],
      ${column("actor")}::text[], ${column("object")}::text[], ${column("outcome")}::text[],
      ${column("leaf")}::text[], ${column("payload")}::text[])
      as e(id, at, type, actor, object, outcome, leaf, payload)`;
  return rows.map((row) => row.id);
}
