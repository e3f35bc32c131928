import { listDailyCosts } from "@/db/queries/asset-figures";
import { operation } from "@/lib/identity/operation";
import { costsByCurrency, lastDays } from "./daily-costs";
import { assetCosts, getAssetCostsInput } from "./get-asset-costs.schema";

/** What an asset has cost, day by day. */
export const getAssetCosts = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/costs",
    summary: "What an asset has cost by day",
    tags: ["catalog"],
  })
  .input(getAssetCostsInput)
  .output(assetCosts)
  .handler(async ({ input, context }) => {
    const { kind, name } = input;
    const { from, days } = lastDays(input.days);
    const rows = await listDailyCosts(context.database.db, { assets: [{ kind, name }], from });
    return {
      days,
      currencies: costsByCurrency(rows, days).map(({ currency, total, days: costs }) => ({
        currency,
        total,
        costs,
      })),
    };
  });
