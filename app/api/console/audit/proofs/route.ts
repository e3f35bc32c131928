import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { proveLeaves, proveLeavesInput } from "@/lib/audit/browse/prove-leaves";
import { parseInput } from "@/lib/core/parse-input";

export const GET = consoleApi((current, request) =>
  call(proveLeaves, parseInput(proveLeavesInput, queryOf(request)), { context: operationContext(current) }),
);
