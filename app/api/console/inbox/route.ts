import { call } from "@orpc/server";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { getInbox } from "@/lib/audit/inbox/get-inbox";

export const GET = consoleApi((current) => call(getInbox, undefined, { context: operationContext(current) }));
