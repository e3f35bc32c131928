import { consoleApi } from "@/app/_data/console-api";
import { auditLogService } from "@/lib/audit/audit-log";
import { auditFilter } from "@/lib/audit/browse/audit-filter.schema";
import { pinTimes } from "@/lib/audit/browse/resolve-filter";
import { type ExportRequest, exportBundle } from "@/lib/audit/bundle/export-bundle";
import { parseInput } from "@/lib/core/parse-input";
import { queryObject } from "@/lib/core/query-object";
import { exportResponse } from "@/lib/protocols/audit/audit-responses";

/** Exactly what a list shows, as a download; without a filter the whole log. A form's post, because it writes an entry that says so. */
export const POST = consoleApi(async ({ mesh, principal }, request) => {
  const form = await request.formData();
  const params = new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
  const listed = pinTimes(parseInput(auditFilter, queryObject(params)));
  const log = mesh.services.get(auditLogService);
  const wanted: ExportRequest = Object.keys(listed).length > 0 ? { selection: { listed } } : {};
  return exportResponse(await exportBundle(mesh.database, log, principal, wanted));
});
