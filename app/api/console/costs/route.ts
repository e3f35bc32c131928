import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { getCosts } from "@/lib/cost/get-costs";
import { getCostsInput } from "@/lib/cost/get-costs.schema";

export const GET = consoleApi((current, request) =>
  call(getCosts, parseInput(getCostsInput, queryOf(request)), { context: operationContext(current) }),
);
