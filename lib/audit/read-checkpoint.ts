import type { Sql } from "postgres";
import {
  type CheckpointRow,
  findCheckpointOfSize,
  findLatestCheckpoint,
} from "@/db/queries/audit-checkpoints";
import { MeshError } from "@/lib/core/errors";

/**
 * The newest signed checkpoint, or the one of a size.
 * @throws MeshError `not_found` when there is none: nothing is in the tree yet, or no checkpoint of that size was kept
 */
export async function readCheckpoint(sql: Sql, size?: number): Promise<CheckpointRow> {
  const row =
    size === undefined ? await findLatestCheckpoint(sql) : await findCheckpointOfSize(sql, { size });
  if (!row) throw new MeshError("not_found", "The audit log has no such checkpoint.");
  return row;
}
