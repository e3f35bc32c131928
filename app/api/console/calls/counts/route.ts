import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { countCalls } from "@/lib/records/count-calls";
import { countCallsInput } from "@/lib/records/count-calls.schema";

export const GET = consoleApi((current, request) =>
  call(countCalls, parseInput(countCallsInput, queryOf(request)), { context: operationContext(current) }),
);
