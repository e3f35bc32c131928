import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { readOverview } from "@/app/_data/read-overview";
import { parseInput } from "@/lib/core/parse-input";
import { getOverviewInput } from "@/lib/records/overview.schema";

export const GET = consoleApi((current, request) => {
  const { range } = parseInput(getOverviewInput, queryOf(request));
  return readOverview(operationContext(current), range);
});
