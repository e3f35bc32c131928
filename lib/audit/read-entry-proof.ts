import type { Sql } from "postgres";
import { findCheckpointBefore } from "@/db/queries/audit-checkpoints";
import { listLeaves } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import type { AuditLog } from "./audit-log";
import { findLeaf, type LeafKey } from "./find-leaf";
import { openCheckpoint } from "./notes/checkpoint";
import { readCheckpoint } from "./read-checkpoint";
import { readConsistencyProof } from "./read-consistency-proof";
import { readInclusionProof } from "./read-inclusion-proof";

/** All that is needed to check one entry without trusting the log. Hashes are in base64. The first seven members are what independent verifiers of tiled logs read. */
export interface EntryProof {
  vkey: string;
  /** The signed checkpoint that the entry is proven against. */
  checkpoint: string;
  /** An older signed checkpoint, which the newer one is proven to extend. */
  old: string;
  /** The leaf, exactly as hashed. */
  record: string;
  index: number;
  inclusion: string[];
  consistency: string[];
  entry_id: string;
  tree_size: number;
  /** The details whose digest the record carries; null when there are none or they were erased. */
  payload: unknown;
}

export interface EntryProofQuery {
  key: LeafKey;
  /** Size of the checkpoint to prove against; the newest when missing. */
  size?: number | undefined;
  /** Size of the older checkpoint; the one before when missing. */
  old?: number | undefined;
}

/**
 * Proves one entry.
 * @throws MeshError `not_found` for an entry or a checkpoint that does not exist, `unavailable` for an entry that is not in the tree yet
 */
export async function readEntryProof(
  sql: Sql,
  log: Pick<AuditLog, "vkeys">,
  query: EntryProofQuery,
): Promise<EntryProof> {
  const { entryId, index } = await findLeaf(sql, query.key);
  // Asked after the leaf was found: every leaf that can be seen is under a checkpoint that can be seen.
  const checkpoint = await readCheckpoint(sql, query.size);
  if (index >= checkpoint.size)
    throw new MeshError("invalid_request", "The entry came after the checkpoint of that size.");
  const vkey = log.vkeys().find((candidate) => openCheckpoint(checkpoint.note, [candidate]));
  if (!vkey) throw new MeshError("internal", "The checkpoint is not signed by a key of this log.");
  const old =
    query.old === undefined
      ? ((await findCheckpointBefore(sql, { size: checkpoint.size })) ?? checkpoint)
      : await readCheckpoint(sql, query.old);
  // Before a change of keys there is nothing that this key has signed: then the checkpoint stands for itself.
  const base = openCheckpoint(old.note, [vkey]) || query.old !== undefined ? old : checkpoint;
  const [inclusion, consistency, [leaf]] = await Promise.all([
    readInclusionProof(sql, { index, size: checkpoint.size }),
    readConsistencyProof(sql, { from: base.size, to: checkpoint.size }),
    listLeaves(sql, { from: index, to: index + 1 }),
  ]);
  if (!leaf?.leaf) throw new MeshError("not_found", "The entry is no longer kept.");
  return {
    vkey,
    checkpoint: checkpoint.note,
    old: base.note,
    record: leaf.leaf,
    index,
    inclusion: inclusion.map((hash) => hash.toString("base64")),
    consistency: consistency.map((hash) => hash.toString("base64")),
    entry_id: entryId,
    tree_size: checkpoint.size,
    payload: leaf.payload,
  };
}
