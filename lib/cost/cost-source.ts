import type { Db } from "@/db/client";
import { listCostGaps } from "@/db/queries/cost-rollups";
import type { CostSource } from "@/db/queries/cost-source";
import { idFloor, idTimeMs } from "@/lib/core/ids";
import type { CostDimension } from "./cost-names.schema";
import { costPartsOf, hourIdsOf, type Stretch } from "./cost-parts";
import { costsRolledUntilMs } from "./roll-up-costs";

/** With more gaps than this in a period it is read line by line. */
const MOST_GAPS = 200;

/**
 * Where the costs of a period are read from: added up by the hour as far as that is done, line by line for the rest.
 * @param asked the dimensions that the question has to do with; tasks are known to lines only
 */
export async function costSourceOf(
  db: Db,
  period: Stretch,
  boundsMs: readonly number[],
  asked: readonly CostDimension[],
): Promise<CostSource> {
  const { fromMs, toMs } = period;
  const whole: CostSource = { raw: [rangeOf(period)], rolled: undefined };
  if (asked.includes("task")) return whole;
  const rolledMs = await costsRolledUntilMs(db);
  const gaps = await listCostGaps(db, {
    floor: idFloor(fromMs),
    ceiling: idFloor(toMs),
    limit: MOST_GAPS + 1,
  });
  if (gaps.length > MOST_GAPS) return whole;
  const { raw, rolled } = costPartsOf(period, boundsMs, rolledMs, gaps.map(idTimeMs));
  const [first, last] = [rolled[0], rolled.at(-1)];
  if (!first || !last) return whole;
  const inside = raw.filter((stretch) => stretch.fromMs >= first.toMs && stretch.toMs <= last.fromMs);
  return {
    raw: raw.map(rangeOf),
    rolled: {
      ...rangeOf({ fromMs: first.fromMs, toMs: last.toMs }),
      without: inside.flatMap(hourIdsOf),
    },
  };
}

function rangeOf({ fromMs, toMs }: Stretch) {
  return { floor: idFloor(fromMs), ceiling: idFloor(toMs) };
}
