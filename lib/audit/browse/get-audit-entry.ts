import type { Sql } from "postgres";
import { z } from "zod";
import { findVersionSpec } from "@/db/queries/asset-specs";
import { listLeaves } from "@/db/queries/audit-leaves";
import { listEntries, listEntryIdsOfCalls, listEntryIdsOfCommit } from "@/db/queries/audit-list";
import { findTraceOfCall, listCallIdsOfTrace } from "@/db/queries/traces";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type AuditLog, auditLogService } from "../audit-log";
import { readEntryProof } from "../read-entry-proof";
import { type AuditEntryDetail, auditEntryDetail } from "./audit-entry.schema";
import { changeOf } from "./entry-change";
import type { EntryProof } from "./entry-proof.schema";
import { summariesOf } from "./entry-summary";

const MAX_RELATED = 200;
/** Written in batches with others that have nothing to do with them; what belongs together is told by the call. */
const IN_BATCHES = /^io\.signalbox\.(call|guard|badge\.issued|authentication|client\.authentication_refused)/;

/** Everything about one audit entry. @throws MeshError `not_found` */
export const getAuditEntry = operation({ permission: "audit:read" })
  .route({
    method: "GET",
    path: "/audit/entries/{id}",
    summary: "One audit entry with its details, proof and what belongs to it",
    tags: ["audit"],
  })
  .input(z.object({ id: z.union([z.uuid(), z.string().regex(/^\d{1,15}$/)]) }))
  .output(auditEntryDetail)
  .handler(async ({ input, context }) => {
    const { sql } = context.database;
    const id = await entryIdOf(sql, input.id);
    return readEntry(sql, context.services.get(auditLogService), id);
  });

async function entryIdOf(sql: Sql, given: string): Promise<string> {
  if (given.includes("-")) return given.toLowerCase();
  const [leaf] = await listLeaves(sql, { from: Number(given), to: Number(given) + 1 });
  if (!leaf) throw new MeshError("not_found", "The audit log has no entry with this index.");
  return leaf.entryId;
}

async function readEntry(sql: Sql, log: AuditLog, id: string): Promise<AuditEntryDetail> {
  const [row] = await listEntries(sql, { filter: { ids: [id] }, before: undefined, limit: 1 });
  if (!row) throw new MeshError("not_found", "There is no such entry in the audit log.");
  const traceId = row.callId ? await findTraceOfCall(sql, { callId: row.callId }) : undefined;
  const relatedIds = await relatedTo(sql, row, traceId);
  const [others, proof, change] = await Promise.all([
    listEntries(sql, {
      filter: { ids: relatedIds.filter((other) => other !== id) },
      before: undefined,
      limit: MAX_RELATED + 1,
    }),
    proofOf(sql, log, id),
    changeOf(row, (version) => findVersionSpec(sql, version)),
  ]);
  const [summary, ...related] = await summariesOf(sql, [row, ...others.slice(0, MAX_RELATED)]);
  if (!summary) throw new MeshError("not_found", "There is no such entry in the audit log.");
  return {
    ...summary,
    leaf: row.leaf,
    payload: row.payload,
    change,
    related: {
      by: row.callId ? "trace" : "commit",
      items: related.reverse(),
      cut: others.length > MAX_RELATED,
    },
    traceId: traceId ?? null,
    proof,
  };
}

async function relatedTo(
  sql: Sql,
  row: { id: string; callId: string | null; type: string },
  traceId: string | undefined,
): Promise<string[]> {
  if (row.callId) {
    const callIds = traceId ? await listCallIdsOfTrace(sql, { traceId, limit: MAX_RELATED }) : [];
    return listEntryIdsOfCalls(sql, { callIds: [...new Set([row.callId, ...callIds])] });
  }
  if (IN_BATCHES.test(row.type)) return [];
  const rows = await listEntryIdsOfCommit(sql, { id: row.id, limit: MAX_RELATED + 2 });
  return rows.map((other) => other.id);
}

/** Null while the entry is not in the tree yet. */
async function proofOf(sql: Sql, log: AuditLog, entryId: string): Promise<EntryProof | null> {
  try {
    const { tree_size, ...proof } = await readEntryProof(sql, log, { key: { entryId } });
    return { ...proof, treeSize: tree_size };
  } catch (err) {
    if (isMeshError(err) && (err.code === "unavailable" || err.code === "not_found")) return null;
    throw err;
  }
}
