import type { CostForecast, MonthCosts } from "@/lib/cost/forecast-costs.schema";
import type { SumPoint } from "../charts/running-sum";

/** The month in words: `November`. */
export function monthName({ from, zone }: Pick<CostForecast, "from" | "zone">): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: zone }).format(new Date(from));
}

/** What the chart draws: the sum as it grew, and from yesterday on as it is expected. Heights are approximate as pixels are. */
export function sumPoints(month: MonthCosts): SumPoint[] {
  let sum = 0;
  const points: SumPoint[] = month.days.map(({ from, cost }) => {
    sum += Number(cost);
    return { at: from, sum };
  });
  const coming = month.forecast?.days ?? [];
  const yesterday = points.at(-2);
  if (coming.length > 0 && yesterday?.sum !== undefined) {
    yesterday.expected = yesterday.sum;
    yesterday.band = [yesterday.sum, yesterday.sum];
  }
  coming.forEach(({ expected, low, high }, nth) => {
    const days = { expected: Number(expected), band: [Number(low), Number(high)] as const };
    const today = points.at(-1);
    if (nth === 0 && today) Object.assign(today, days);
    else points.push({ at: coming[nth - 1]?.to ?? "", ...days });
  });
  return points;
}
