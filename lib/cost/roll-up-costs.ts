import type { Db } from "@/db/client";
import * as queries from "@/db/queries/cost-rollups";
import { findInstallationFact, upsertInstallationFact } from "@/db/queries/installation";
import { LATE_LINE_MS } from "@/lib/audit/late-hours";
import { idFloor, idTimeMs } from "@/lib/core/ids";
import { HOUR_MS, hourAfter, hourIdsOf } from "./cost-parts";

const FACT = "costs_rolled_until";
/** Longer than a line may take without leaving a gap, by what clocks may differ and a commit may take. */
const SETTLED_MS = LATE_LINE_MS + 5 * 60_000;
const MOST_HOURS = 24;
const MOST_GAPS = 6;

/** Until when costs have been added up, in milliseconds since the epoch; 0 for never. */
export async function costsRolledUntilMs(db: Db): Promise<number> {
  return Number((await findInstallationFact(db, { name: FACT })) ?? 0);
}

/**
 * Adds the costs of the next hours up, at most a day of them, and again those that a line has come to late. Safe to call on every replica at once.
 * @returns whether there may be more to add up
 */
export async function rollUpCosts(db: Db, nowMs: number = Date.now()): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await queries.lockCostRollups(tx))) return false;
    const rolledMs = await costsRolledUntilMs(tx);
    const gaps = await queries.listCostGaps(tx, { ceiling: idFloor(rolledMs), limit: MOST_GAPS });
    for (const hourId of gaps) {
      await queries.replaceCostRollups(tx, {
        hourIds: [hourId],
        ceiling: idFloor(idTimeMs(hourId) + HOUR_MS),
      });
    }
    const settledMs = hourAfter(nowMs - SETTLED_MS) - HOUR_MS;
    const fromMs = rolledMs || (await firstHourMs(tx)) || settledMs;
    const toMs = Math.min(fromMs + MOST_HOURS * HOUR_MS, settledMs);
    if (toMs > fromMs) {
      await queries.replaceCostRollups(tx, { hourIds: hourIdsOf({ fromMs, toMs }), ceiling: idFloor(toMs) });
      await upsertInstallationFact(tx, { name: FACT, value: String(toMs) });
    }
    return (toMs > fromMs && toMs < settledMs) || gaps.length === MOST_GAPS;
  });
}

async function firstHourMs(db: Db): Promise<number | undefined> {
  const first = await queries.findFirstUsedId(db);
  return first === undefined ? undefined : hourAfter(idTimeMs(first)) - HOUR_MS;
}
