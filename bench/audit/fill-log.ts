import type { Sql } from "postgres";
import { findLeafEnd } from "@/db/queries/audit-leaves";
import { buildEntry } from "@/lib/audit/audit-entry";
import { integrateBatch } from "@/lib/audit/integrate-batch";
import { loadTree } from "@/lib/audit/load-tree";
import { benchEntry } from "./bench-entry";
import type { BenchLog } from "./bench-log";

const BATCH = 5_000;

/** Grows the tree to a size, in batches. */
export async function fillLog({ database: { sql }, log }: BenchLog, size: number): Promise<void> {
  const tree = await loadTree(sql);
  for (let at = await findLeafEnd(sql); at < size; at += BATCH)
    await insertBatch(sql, at, Math.min(BATCH, size - at));
  // Entries of the last transactions can be taken once no older one runs, such as the server's own upkeep.
  const end = await countEntries(sql);
  while (tree.frontier.size < end) await integrateBatch(sql, tree, log.signer(), BATCH);
}

async function countEntries(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from audit_entries`;
  return row?.count ?? 0;
}

async function insertBatch(sql: Sql, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, nth) => buildEntry(benchEntry(from + nth)));
  const column = (name: "id" | "at" | "type" | "actor" | "object" | "outcome" | "leaf" | "payload") =>
    rows.map((row) => row[name]);
  await sql`
    insert into audit_entries (id, at, type, actor, object, outcome, leaf, payload)
    select id, at, type, actor, object, outcome, leaf, payload::jsonb
    from unnest(${column("id")}::uuid[], ${column("at")}::timestamptz[], ${column("type")}::text[],
      ${column("actor")}::text[], ${column("object")}::text[], ${column("outcome")}::text[],
      ${column("leaf")}::text[], ${column("payload")}::text[])
      as e(id, at, type, actor, object, outcome, leaf, payload)`;
}
