import type { Sql } from "postgres";
import { z } from "zod";
import { type LeafRow, listLeaves } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type AuditLog, auditLogService } from "../audit-log";
import { hashRanges } from "../merkle/build-proof";
import type { Hash } from "../merkle/hash";
import { consistencyRanges, inclusionRanges } from "../merkle/proof-ranges";
import { openCheckpoint } from "../notes/checkpoint";
import { readCheckpoint } from "../read-checkpoint";
import { tileSource } from "../tile-source";
import { orTreeError } from "../tree-error";
import { type ProvenLeaf, type ProvenLeaves, provenLeaves } from "./entry-proof.schema";

const MOST = 100;
const index = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const proveLeavesInput = z.object({
  index: z.union([z.array(index).max(MOST), index.transform((one) => [one])]).default([]),
  /** Size of an older tree that the newest one is shown to extend. */
  since: index.optional(),
});

/** Proofs of several leaves under the newest checkpoint. Whoever checks them finds out which entry was changed or taken away, and need believe nothing but the log's key. */
export const proveLeaves = operation({ permission: "audit:read" })
  .route({
    method: "GET",
    path: "/audit/proofs",
    summary: "Proofs of several audit entries",
    tags: ["audit"],
  })
  .input(proveLeavesInput)
  .output(provenLeaves)
  .handler(({ input, context }) =>
    prove(context.database.sql, context.services.get(auditLogService), input.index, input.since),
  );

async function prove(
  sql: Sql,
  log: Pick<AuditLog, "vkeys">,
  indexes: readonly number[],
  since: number | undefined,
): Promise<ProvenLeaves> {
  const { note, size } = await readCheckpoint(sql);
  const vkey = log.vkeys().find((candidate) => openCheckpoint(note, [candidate]));
  if (!vkey) throw new MeshError("internal", "The checkpoint is not signed by a key of this log.");
  const inTree = [...new Set(indexes)].filter((at) => at < size).sort((a, b) => a - b);
  const paths = inTree.map((at) => inclusionRanges(at, size));
  const extension = since === undefined || since > size ? null : consistencyRanges(since, size);
  const [hashes, rows] = await Promise.all([
    orTreeError(() => hashRanges([...paths.flat(), ...(extension ?? [])], tileSource(sql))),
    Promise.all(inTree.map((at) => listLeaves(sql, { from: at, to: at + 1 }))),
  ]);
  const texts = hashes.map(inBase64).values();
  const leaves = inTree.map((at, nth) => {
    const inclusion = (paths[nth] ?? []).map(() => texts.next().value ?? "");
    return leafOf(at, rows[nth]?.[0], inclusion);
  });
  return { vkey, checkpoint: note, treeSize: size, consistency: extension && [...texts], leaves };
}

function leafOf(at: number, row: LeafRow | undefined, inclusion: string[]): ProvenLeaf {
  if (!row || row.leaf === null) return { index: at, found: null };
  const columns = {
    id: row.entryId,
    at: row.at?.toISOString() ?? null,
    type: row.type,
    actor: row.actor,
    object: row.object,
    outcome: row.outcome,
    call: row.callId,
  };
  return { index: at, found: { record: row.leaf, payload: row.payload, columns, inclusion } };
}

function inBase64(hash: Hash): string {
  return hash.toString("base64");
}
