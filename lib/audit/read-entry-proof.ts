import type { Sql } from "postgres";
import { listCheckpointsDownFrom } from "@/db/queries/audit-checkpoints";
import { listLeaves } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import type { AuditLog } from "./audit-log";
import { findLeaf, type LeafKey } from "./find-leaf";
import { hashRanges } from "./merkle/build-proof";
import type { Hash } from "./merkle/hash";
import { consistencyRanges, inclusionRanges } from "./merkle/proof-ranges";
import { openCheckpoint } from "./notes/checkpoint";
import { readCheckpoint } from "./read-checkpoint";
import { tileSource } from "./tile-source";
import { orTreeError } from "./tree-error";

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
  const [newest, before] = await listCheckpointsDownFrom(sql, { size: query.size, limit: 2 });
  if (!newest || (query.size !== undefined && newest.size !== query.size))
    throw new MeshError("not_found", "The audit log has no such checkpoint.");
  if (index >= newest.size)
    throw new MeshError("invalid_request", "The entry came after the checkpoint of that size.");
  const vkey = log.vkeys().find((candidate) => openCheckpoint(newest.note, [candidate]));
  if (!vkey) throw new MeshError("internal", "The checkpoint is not signed by a key of this log.");
  const asked = query.old === undefined ? before : await readCheckpoint(sql, query.old);
  // Before a change of keys there is nothing that this key has signed: then the checkpoint stands for itself.
  const old = asked && (query.old !== undefined || openCheckpoint(asked.note, [vkey])) ? asked : newest;
  const [hashes, [leaf]] = await Promise.all([
    readHashes(sql, index, old.size, newest.size),
    listLeaves(sql, { from: index, to: index + 1 }),
  ]);
  if (!leaf?.leaf) throw new MeshError("not_found", "The entry is no longer kept.");
  return {
    vkey,
    checkpoint: newest.note,
    old: old.note,
    record: leaf.leaf,
    index,
    ...hashes,
    entry_id: entryId,
    tree_size: newest.size,
    payload: leaf.payload,
  };
}

/** Both proofs from one look at the tiles, since they share most of them. */
async function readHashes(
  sql: Sql,
  index: number,
  oldSize: number,
  size: number,
): Promise<Pick<EntryProof, "inclusion" | "consistency">> {
  const hashes = await orTreeError(async () => {
    const path = inclusionRanges(index, size);
    const all = await hashRanges([...path, ...consistencyRanges(oldSize, size)], tileSource(sql));
    return { inclusion: all.slice(0, path.length), consistency: all.slice(path.length) };
  });
  return { inclusion: hashes.inclusion.map(inBase64), consistency: hashes.consistency.map(inBase64) };
}

function inBase64(hash: Hash): string {
  return hash.toString("base64");
}
