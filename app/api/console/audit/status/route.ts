import { call } from "@orpc/server";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { getAuditStatus } from "@/lib/audit/browse/get-audit-status";

export const GET = consoleApi((current) =>
  call(getAuditStatus, undefined, { context: operationContext(current) }),
);
