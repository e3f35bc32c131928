import type { Sql } from "postgres";
import { buildInclusionProof } from "./merkle/build-proof";
import type { Hash } from "./merkle/hash";
import { tileSource } from "./tile-source";
import { orTreeError } from "./tree-error";

/**
 * The hashes that prove that leaf `index` is in the tree of `size` (RFC 6962 section 2.1.1), lowest first.
 * @throws MeshError `invalid_request` when the tree has never had that leaf or size
 */
export function readInclusionProof(sql: Sql, params: { index: number; size: number }): Promise<Hash[]> {
  return orTreeError(buildInclusionProof(params.index, params.size, tileSource(sql)));
}
