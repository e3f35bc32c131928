import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { forecastCosts } from "@/lib/cost/forecast-costs";
import { forecastCostsInput } from "@/lib/cost/forecast-costs.schema";

export const GET = consoleApi((current, request) =>
  call(forecastCosts, parseInput(forecastCostsInput, queryOf(request)), {
    context: operationContext(current),
  }),
);
