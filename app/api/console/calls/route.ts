import { consoleApi, queryOf } from "@/app/_data/console-api";
import { listLiveCalls } from "@/app/_data/list-live-calls";
import { parseInput } from "@/lib/core/parse-input";
import { listCallsInput } from "@/lib/records/list-calls.schema";

export const GET = consoleApi((current, request) =>
  listLiveCalls(current, parseInput(listCallsInput, queryOf(request))),
);
