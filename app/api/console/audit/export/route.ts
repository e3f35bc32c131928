import { consoleApi, queryOf } from "@/app/_data/console-api";
import { auditLogService } from "@/lib/audit/audit-log";
import { auditFilter } from "@/lib/audit/browse/audit-filter.schema";
import { pinTimes } from "@/lib/audit/browse/resolve-filter";
import { type ExportRequest, exportBundle } from "@/lib/audit/bundle/export-bundle";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { assertMay } from "@/lib/identity/operation";
import { exportResponse } from "@/lib/protocols/audit/audit-responses";

/** Exactly what a list shows, as a download; without a filter the whole log. It writes entries that say so, so no other site may set it off. */
export const GET = consoleApi(async ({ mesh, principal }, request) => {
  assertMay(principal, "audit:export");
  if (request.headers.get("sec-fetch-site") === "cross-site")
    throw new MeshError("permission_denied", "An export is asked for from the console itself.");
  const listed = pinTimes(parseInput(auditFilter, queryOf(request)));
  const log = mesh.services.get(auditLogService);
  const wanted: ExportRequest = Object.keys(listed).length > 0 ? { selection: { listed } } : {};
  return exportResponse(await exportBundle(mesh.database, log, principal, wanted));
});
