import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { costCsv } from "@/lib/cost/cost-csv";
import { listCostLines } from "@/lib/cost/list-cost-lines";
import { listCostLinesInput } from "@/lib/cost/list-cost-lines.schema";
import { assertMay } from "@/lib/identity/operation";

const PAGE = 1000;
const query = listCostLinesInput.omit({ after: true, limit: true });

/** The lines behind a figure as a CSV file, exactly the filtered set. */
export const GET = consoleApi(async (current, request) => {
  assertMay(current.principal, "calls:read");
  const context = operationContext(current);
  const filter = parseInput(query, queryOf(request));
  // The end stands still while the file is written.
  const until = filter.to ?? new Date().toISOString();
  const page = (after: string | undefined) =>
    call(listCostLines, { ...filter, to: until, limit: PAGE, ...(after ? { after } : {}) }, { context });
  return new Response(costCsv(page), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="cost-${until.slice(0, 10)}.csv"`,
    },
  });
});
