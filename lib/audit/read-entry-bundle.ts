import type { Sql } from "postgres";
import { listLeaves } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import { TILE_WIDTH } from "./merkle/tiles";

/**
 * The leaves under a tile of level 0, each behind its length as a big-endian uint16 (C2SP tlog-tiles, log entries).
 * @throws MeshError `not_found` when the tree is not that large or an entry is no longer kept
 */
export async function readEntryBundle(sql: Sql, params: { index: number; width: number }): Promise<Buffer> {
  const from = params.index * TILE_WIDTH;
  const rows = await listLeaves(sql, { from, to: from + params.width });
  const leaves = rows.flatMap((row) => (row.leaf === null ? [] : [row.leaf]));
  if (leaves.length !== params.width) throw new MeshError("not_found", "The log has no such entry bundle.");
  return Buffer.concat(leaves.flatMap((leaf) => prefixed(Buffer.from(leaf))));
}

function prefixed(leaf: Buffer): Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(leaf.length);
  return [length, leaf];
}
