import type { Sql } from "postgres";
import { buildConsistencyProof } from "./merkle/build-proof";
import type { Hash } from "./merkle/hash";
import { tileSource } from "./tile-source";
import { orTreeError } from "./tree-error";

/**
 * The hashes that prove that the tree of `from` leaves is a prefix of the tree of `to` (RFC 6962 section 2.1.2), lowest first.
 * @throws MeshError `invalid_request` when the tree has never had one of the sizes
 */
export function readConsistencyProof(sql: Sql, params: { from: number; to: number }): Promise<Hash[]> {
  return orTreeError(() => buildConsistencyProof(params.from, params.to, tileSource(sql)));
}
