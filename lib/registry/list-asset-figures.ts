import { listDailyCosts, listTrafficFigures } from "@/db/queries/asset-figures";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { costsByCurrency, lastDays } from "./daily-costs";
import { listAssetFiguresInput, listAssetFiguresOutput } from "./list-asset-figures.schema";

const DAY_MS = 86_400_000;
const COST_DAYS = 7;
const SAMPLE = 200;

/** How the assets of one page do: latency, failures, money and when they were last called. Two queries, however many assets are asked for. */
export const listAssetFigures = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/assets/figures", summary: "Traffic and cost of assets", tags: ["catalog"] })
  .input(listAssetFiguresInput)
  .output(listAssetFiguresOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const assets = input.asset.map((key) => {
      const slash = key.indexOf("/");
      return { kind: key.slice(0, slash), name: key.slice(slash + 1) };
    });
    const { from, days } = lastDays(COST_DAYS);
    const [traffic, costs] = await Promise.all([
      listTrafficFigures(db, { assets, floor: idFloor(Date.now() - DAY_MS), sample: SAMPLE }),
      listDailyCosts(db, { assets, from }),
    ]);
    const items = traffic.map(({ key, reached, failed, p95Us, lastAt }) => ({
      asset: key,
      calls: reached,
      failed,
      p95Us: p95Us === null ? null : Number(p95Us),
      lastAt,
      costs: costsByCurrency(
        costs.filter((row) => row.key === key),
        days,
      ),
    }));
    return { items };
  });
