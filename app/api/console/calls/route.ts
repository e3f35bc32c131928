import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listCalls } from "@/lib/records/list-calls";
import { listCallsInput } from "@/lib/records/list-calls.schema";

export const GET = consoleApi((current, request) =>
  call(listCalls, parseInput(listCallsInput, queryOf(request)), { context: operationContext(current) }),
);
