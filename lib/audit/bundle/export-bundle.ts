import type { Database } from "@/db/client";
import { authorOf } from "@/lib/identity/author";
import { assertMay } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { appendAudit } from "../append-audit";
import type { AuditLog } from "../audit-log";
import { readCheckpoint } from "../read-checkpoint";
import type { ExportSelection } from "./bundle.schema";
import { writeBundle } from "./write-bundle";

/** Without a range or a filter, everything. */
export type ExportRequest =
  | { selection: ExportSelection }
  | { from?: number | undefined; to?: number | undefined };

/**
 * Exports part of the log as a bundle that can be verified with nothing but the log's key. That it was asked for is on record before the first byte, and what it held (count,
 * digest) before the last.
 * @throws MeshError `permission_denied` without `audit:export`; `not_found` while the log is empty; `invalid_request` for a range outside the tree
 */
export async function exportBundle(
  database: Database,
  log: AuditLog,
  principal: Principal,
  request: ExportRequest,
): Promise<AsyncGenerator<string>> {
  assertMay(principal, "audit:export");
  const checkpoint = await readCheckpoint(database.sql);
  const selection =
    "selection" in request
      ? request.selection
      : { from: request.from ?? 0, to: request.to ?? checkpoint.size };
  const entry = {
    ...authorOf(principal),
    object: "audit-log:mesh",
    outcome: "ok",
  };
  const about = { selection, tree_size: checkpoint.size };
  const started = await appendAudit(database.db, {
    ...entry,
    type: "io.signalbox.audit.export-started",
    payload: about,
  });
  const by = { actor: entry.actor, entry: started };
  const bundle = writeBundle(database.sql, log, checkpoint, selection, by, async (summary) => {
    await appendAudit(database.db, {
      ...entry,
      type: "io.signalbox.audit.exported",
      payload: { ...about, ...summary, started },
    });
  });
  // The first line tells whether the range exists, while an error can still be an answer.
  const first = await bundle.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* bundle;
  })();
}
