import * as queries from "@/db/queries/costs";
import { idTimeMs } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { costPeriod } from "./cost-period";
import { usedFilterOf } from "./get-costs";
import { type CostLineItem, listCostLinesInput, listCostLinesOutput } from "./list-cost-lines.schema";

/** The lines behind any figure of `getCosts`, oldest call first: what each call used, the price as it was, and what it came to. */
export const listCostLines = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/costs/lines",
    summary: "The ledger's lines behind a figure, oldest first",
    tags: ["cost"],
  })
  .input(listCostLinesInput)
  .output(listCostLinesOutput)
  .handler(async ({ input, context }) => {
    const { from, to } = costPeriod(input, Date.now());
    const { after, limit } = input;
    const rows = await queries.listCostLines(context.database.db, {
      filter: usedFilterOf(input, from, to),
      priced: input.cost && input.cost === "priced",
      after,
      limit: limit + 1,
    });
    const items = rows.slice(0, limit).map(lineOf);
    return { items, next: rows.length > limit ? (items.at(-1)?.callId ?? null) : null };
  });

function lineOf(row: queries.CostLineRow): CostLineItem {
  return {
    ...row,
    startedAt: new Date(idTimeMs(row.callId)).toISOString(),
    endedAt: row.endedAt.toISOString(),
  };
}
