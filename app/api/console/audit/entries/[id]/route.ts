import { call } from "@orpc/server";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { getAuditEntry } from "@/lib/audit/browse/get-audit-entry";

export const GET = consoleApi((current, _request, { id }: { id: string }) =>
  call(getAuditEntry, { id }, { context: operationContext(current) }),
);
