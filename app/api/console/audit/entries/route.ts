import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { listAuditEntriesInput } from "@/lib/audit/browse/audit-filter.schema";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import { parseInput } from "@/lib/core/parse-input";

export const GET = consoleApi((current, request) =>
  call(listAuditEntries, parseInput(listAuditEntriesInput, queryOf(request)), {
    context: operationContext(current),
  }),
);
