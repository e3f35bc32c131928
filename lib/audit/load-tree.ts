import type { Sql } from "postgres";
import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import type { EntryCursor } from "@/db/queries/audit-entries";
import { findLeafEnd } from "@/db/queries/audit-leaves";
import { listTiles } from "@/db/queries/audit-tiles";
import { MeshError } from "@/lib/core/errors";
import { partialTiles, TreeFrontier } from "./merkle/tree-frontier";

/** The tree as the sequencer holds it between two batches. */
export interface GrowingTree {
  frontier: TreeFrontier;
  last: EntryCursor;
}

const BEFORE_ALL: EntryCursor = { tx: "0", entryId: "00000000-0000-0000-0000-000000000000" };

/**
 * Reads the right edge of the tree. The root over it must be the one that was signed last: a log must never sign a head that contradicts an older one
 * (C2SP tlog-checkpoint, signatures), so a damaged tree stops here.
 * @throws MeshError `record_unavailable` when tiles, leaves and the last checkpoint disagree
 */
export async function loadTree(sql: Sql): Promise<GrowingTree> {
  const checkpoint = await findLatestCheckpoint(sql);
  const size = checkpoint?.size ?? 0;
  const ids = partialTiles(size).filter((tile) => tile.width > 0);
  const tiles = await listTiles(sql, { ids });
  const leaves = await findLeafEnd(sql);
  if (leaves !== size) throw damaged(`there are leaves up to ${leaves}, the last checkpoint is of ${size}`);
  const frontier = frontierOf(size, tiles);
  if (checkpoint && !frontier.root().equals(checkpoint.root))
    throw damaged(`the tiles do not hash to the checkpoint of ${size}`);
  return { frontier, last: checkpoint?.last ?? BEFORE_ALL };
}

function frontierOf(size: number, tiles: ConstructorParameters<typeof TreeFrontier>[1]): TreeFrontier {
  try {
    return new TreeFrontier(size, tiles);
  } catch (cause) {
    throw damaged(`the edge of the tree of ${size} is not complete`, cause);
  }
}

function damaged(detail: string, cause?: unknown): MeshError {
  return new MeshError("record_unavailable", "The audit log is damaged; run `signalbox verify`.", {
    detail,
    cause,
  });
}
