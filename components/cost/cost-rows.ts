import type { CostGroup, Costs, CurrencyCosts } from "@/lib/cost/get-costs.schema";
import type { ChartRow, ChartSeries } from "../charts/chart-data";
import { formatCounted } from "../format/format-count";
import { DIMENSION_NAMES, valueName } from "./dimension-names";

/** As many as can be told apart by colour; whatever more there is joins the others. */
const MAX_COLOURS = 7;
const OTHERS = "others";

/** A point of time as the second table shows it. */
export interface TimeRow {
  at: number;
  from: string;
  to: string;
  cost: string;
  calls: number;
}

/** One row for each hour, day or week, newest first; those without calls are nothing spent. */
export function timeRows(costs: Costs, currency: CurrencyCosts | undefined): TimeRow[] {
  const spent = new Map(currency?.buckets.map((bucket) => [bucket.at, bucket]));
  return costs.buckets
    .map(({ from, to }, at) => {
      const { cost = "0", calls = 0 } = spent.get(at) ?? {};
      return { at, from, to, cost, calls };
    })
    .reverse();
}

/** What the chart draws: the largest groups by colour, the rest as one with its number. Heights are approximate as pixels are; the table below has the exact amounts. */
export function costSeries(
  costs: Costs,
  currency: CurrencyCosts,
): { rows: ChartRow[]; series: ChartSeries[] } {
  const named = currency.groups.filter(({ others }) => others === 0).slice(0, MAX_COLOURS);
  const rest = currency.groups.slice(named.length);
  const restCount = currency.groupCount - named.length;
  const series: ChartSeries[] = named.map((group, nth) => ({
    key: `g${nth}`,
    label: valueName(costs.by, group.value),
    tone: `series-${nth + 1}` as ChartSeries["tone"],
  }));
  if (rest.length > 0) series.push({ key: OTHERS, label: `Others (${restCount})`, tone: "neutral" });
  const rows = costs.buckets.map(({ from }, at) => {
    const heights = named.map((group, nth) => [`g${nth}`, heightOf([group], at)] as const);
    return { at: from, values: { ...Object.fromEntries(heights), [OTHERS]: heightOf(rest, at) } };
  });
  return { rows, series };
}

function heightOf(groups: readonly CostGroup[], at: number): number {
  return groups.reduce(
    (sum, { buckets }) => sum + Number(buckets.find((bucket) => bucket.at === at)?.cost ?? 0),
    0,
  );
}

/** Groups in the order of a column; the others stay last, because they are none. */
export function sortedGroups(groups: readonly CostGroup[], sort: string, descending: boolean): CostGroup[] {
  const key = SORT_KEYS[sort];
  if (!key) return [...groups];
  const sign = descending ? -1 : 1;
  return [...groups].sort((a, b) => {
    if (a.others !== b.others) return a.others - b.others;
    return sign * (key(a) - key(b));
  });
}

const SORT_KEYS: Record<string, (group: CostGroup) => number> = {
  cost: ({ cost }) => Number(cost),
  previous: ({ previous }) => Number(previous.cost),
  change: ({ change }) => Number(change.cost),
  calls: ({ calls }) => calls,
  success: ({ perSuccess }) => Number(perSuccess ?? 0),
};

/** A row's name in the table. */
export function groupName(by: Costs["by"], group: Pick<CostGroup, "value" | "others">): string {
  return group.others > 0 ? `Others (${group.others})` : valueName(by, group.value);
}

/** A row's identity in the address. */
export function groupKey(group: Pick<CostGroup, "value" | "others">): string {
  if (group.others > 0) return "others";
  return group.value === null ? "none" : `=${group.value}`;
}

/** How many groups are shown of how many: `10 of 43 models, by what was spent`. */
export function shownInWords(by: Costs["by"], currency: CurrencyCosts): string {
  const shown = currency.groups.filter(({ others }) => others === 0).length;
  const { one, many } = DIMENSION_NAMES[by];
  if (shown === currency.groupCount) return formatCounted(shown, one, many);
  return `${shown} of ${formatCounted(currency.groupCount, one, many)} by what was spent, the others together`;
}
