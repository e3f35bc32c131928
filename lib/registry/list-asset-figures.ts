import { listDailyCosts, listTrafficFigures } from "@/db/queries/asset-figures";
import { idFloor } from "@/lib/core/ids";
import { decimalOf, picoOf } from "@/lib/cost/decimal";
import { operation } from "@/lib/identity/operation";
import {
  type AssetFigures,
  listAssetFiguresInput,
  listAssetFiguresOutput,
} from "./list-asset-figures.schema";

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
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const firstDay = today - (COST_DAYS - 1) * DAY_MS;
    const [traffic, costs] = await Promise.all([
      listTrafficFigures(db, { assets, floor: idFloor(Date.now() - DAY_MS), sample: SAMPLE }),
      listDailyCosts(db, { assets, from: new Date(firstDay) }),
    ]);
    const days = Array.from({ length: COST_DAYS }, (_, at) =>
      new Date(firstDay + at * DAY_MS).toISOString().slice(0, 10),
    );
    const items = traffic.map(({ key, reached, failed, p95Us, lastAt }) => ({
      asset: key,
      calls: reached,
      failed,
      p95Us: p95Us === null ? null : Number(p95Us),
      lastAt,
      costs: costsOf(
        costs.filter((row) => row.key === key),
        days,
      ),
    }));
    return { items };
  });

function costsOf(
  rows: readonly { currency: string; day: string; cost: string }[],
  days: readonly string[],
): AssetFigures["costs"] {
  return [...new Set(rows.map(({ currency }) => currency))].map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const total = own.reduce((sum, row) => sum + picoOf(row.cost), 0n);
    return {
      currency,
      total: decimalOf(total),
      days: days.map((day) => own.find((row) => row.day === day)?.cost ?? "0"),
    };
  });
}
