import type { CauseRow } from "@/db/queries/cost-days";
import { decimalOf, picoOf } from "./decimal";
import type { CostCause } from "./list-cost-anomalies.schema";

/** Less than this part of a difference is no explanation of it, in percent. */
const LEAST_SHARE = 20;
/** What has so little more of the difference than it had of the past stands for all that was there, not for a change in it. In percent. */
const LEAST_GAIN = 5;
const MOST = 4;

/**
 * What explains best why a day differs from the mean of the days before: of each dimension the value that changed most, ranked by how much more of the difference it has than it had of the past. What
 * always had all of it, such as the only model there is, explains nothing.
 * @param total the day's cost and that of the days before, in 10^-12
 */
export function causesOf(
  rows: readonly CauseRow[],
  total: { cost: bigint; pastCost: bigint },
  pastDays: number,
): CostCause[] {
  const days = BigInt(pastDays);
  // Times the number of days, so that nothing is divided before the end.
  const whole = total.cost * days - total.pastCost;
  if (whole === 0n) return [];
  const ranked = rows
    .map((row) => {
      const pastPico = picoOf(row.pastCost);
      const share = percent(picoOf(row.cost) * days - pastPico, whole);
      return { row, pastPico, share, gain: share - percent(pastPico, total.pastCost) };
    })
    .filter(({ share, gain }) => share >= LEAST_SHARE && gain >= LEAST_GAIN)
    .sort((a, b) => b.gain - a.gain || b.share - a.share);
  const best = ranked.filter(
    ({ row }, nth) => ranked.findIndex((other) => other.row.dimension === row.dimension) === nth,
  );
  return best.slice(0, MOST).map(({ row, pastPico, share }) => ({
    dimension: row.dimension,
    value: row.value,
    cost: decimalOf(picoOf(row.cost)),
    usual: decimalOf(pastPico / days),
    calls: row.calls,
    usualCalls: Math.round((row.pastCalls / pastDays) * 10) / 10,
    share,
  }));
}

/** To a tenth; nothing of nothing. */
function percent(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole) / 10;
}
