import type { Sql } from "postgres";
import { listUnsequencedEntries, type UnsequencedEntry } from "@/db/queries/audit-entries";
import { insertTreeGrowth } from "@/db/queries/audit-tree";
import { MeshError } from "@/lib/core/errors";
import { idFloor, idTimeMs } from "@/lib/core/ids";
import type { GrowingTree } from "./load-tree";
import { hashLeaf } from "./merkle/hash";
import { signCheckpoint } from "./notes/checkpoint";
import type { CheckpointSigner } from "./notes/keys";

/** How far the time in an entry's id may lie behind that of the entry before it. `buildEntry` refuses ids older than a day. */
const ID_SLACK_MS = 7 * 86_400_000;

export interface IntegratedBatch {
  /** How many entries were taken in. */
  count: number;
  /** The new checkpoint; undefined when nothing was taken in. */
  note: string | undefined;
}

/**
 * Takes the next entries into the tree: leaves, tiles and a signed checkpoint in one commit. After a failure the given tree is of no more use and must be loaded again.
 * Two writers cannot both succeed: the commit needs the sequencer's lock, and a place in the tree is a primary key.
 * @param limit how many entries at most
 */
export async function integrateBatch(
  sql: Sql,
  tree: GrowingTree,
  signer: CheckpointSigner,
  limit: number,
): Promise<IntegratedBatch> {
  const entries = await listUnsequencedEntries(sql, {
    after: tree.last,
    floorId: floorOf(tree.last.entryId),
    limit,
  });
  const last = entries.at(-1);
  if (!last) return { count: 0, note: undefined };
  const { frontier } = tree;
  const start = frontier.size;
  const hashes = Buffer.concat(entries.map((entry) => append(tree, entry)));
  const head = { size: frontier.size, root: frontier.root() };
  const note = signCheckpoint(head, signer);
  const cursor = { tx: last.tx, entryId: last.id };
  const committed = await insertTreeGrowth(sql, {
    start,
    entryIds: entries.map((entry) => entry.id),
    hashes,
    tiles: frontier.takeChanged(),
    checkpoint: { ...head, note, last: cursor },
  });
  if (!committed) throw new MeshError("conflict", "Another process writes the audit tree.");
  tree.last = cursor;
  return { count: entries.length, note };
}

function append(tree: GrowingTree, entry: UnsequencedEntry): Buffer {
  const hash = hashLeaf(entry.leaf);
  tree.frontier.append(hash);
  return hash;
}

/** Entries that come now are not much older than the last one taken, nor than now: a clock that ran ahead must not hide what follows. */
function floorOf(lastEntryId: string): string {
  return idFloor(Math.min(idTimeMs(lastEntryId), Date.now()) - ID_SLACK_MS);
}
