import type { LeafRow } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import { jsonLine } from "@/lib/core/json-line";
import type { Hash } from "../merkle/hash";

/**
 * An entry as a line of a bundle.
 * @throws MeshError `not_found` when the entry's row is gone: a bundle without it would not be complete
 */
export function entryLine(row: LeafRow, proof?: readonly Hash[]): string {
  if (row.leaf === null) throw new MeshError("not_found", `Entry ${row.index} is no longer kept.`);
  const line = {
    i: row.index,
    hash: row.leafHash.toString("base64"),
    leaf: row.leaf,
    ...(row.payload === null ? {} : { payload: row.payload }),
    ...(proof ? { proof: proof.map((hash) => hash.toString("base64")) } : {}),
  };
  return `${jsonLine(line)}\n`;
}
