import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listCostAnomalies } from "@/lib/cost/list-cost-anomalies";
import { listCostAnomaliesInput } from "@/lib/cost/list-cost-anomalies.schema";

export const GET = consoleApi((current, request) =>
  call(listCostAnomalies, parseInput(listCostAnomaliesInput, queryOf(request)), {
    context: operationContext(current),
  }),
);
