import type { Sql } from "postgres";
import { hasEntry } from "@/db/queries/audit-entries";
import { findCallEntries, findLeafIndex } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";

/** An entry by its own id, or by the call it records: the outcome's entry unless the intent's is asked for or there is no outcome yet. */
export type LeafKey = { entryId: string } | { callId: string; part?: "intent" | "outcome" | undefined };

/** How long the sequencer may need for an entry, in milliseconds. */
const SOON_MS = 1000;

/**
 * Where an entry stands in the tree.
 * @throws MeshError `not_found` for an entry or a call that is not on record, `unavailable` for one that is not in the tree yet
 */
export async function findLeaf(sql: Sql, key: LeafKey): Promise<{ entryId: string; index: number }> {
  const entryId = "entryId" in key ? key.entryId : await entryOfCall(sql, key.callId, key.part);
  const index = await findLeafIndex(sql, { entryId });
  if (index !== undefined) return { entryId, index };
  if (!(await hasEntry(sql, { entryId })))
    throw new MeshError("not_found", "There is no such entry in the audit log.");
  throw new MeshError("unavailable", "The entry is on record but not in the tree yet.", {
    retryAfterMs: SOON_MS,
  });
}

async function entryOfCall(
  sql: Sql,
  callId: string,
  part: "intent" | "outcome" | undefined,
): Promise<string> {
  const found = await findCallEntries(sql, { callId });
  if (!found) throw new MeshError("not_found", "There is no such call in the audit log.");
  if (part === "intent") return found.intent;
  if (part === "outcome" && !found.outcome) throw new MeshError("not_found", "The call has no outcome yet.");
  return found.outcome ?? found.intent;
}
