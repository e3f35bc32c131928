import type { Sql } from "postgres";
import { idFloor } from "@/lib/core/ids";

const DAY_MS = 86_400_000;

/** Tables partitioned by day over the time in their ids. `fillfactor` leaves room where each row is updated once in place. */
const PARTITIONED = [
  { table: "calls", fillfactor: 50 },
  { table: "payloads", fillfactor: 100 },
  { table: "audit_entries", fillfactor: 100 },
] as const;

/**
 * Makes the partitions from yesterday to `daysAhead` days from now. Safe to call on every replica at once. Names are fixed words and dates, so the text is safe to build.
 */
export async function ensurePartitions(sql: Sql, nowMs: number = Date.now(), daysAhead = 7): Promise<void> {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('signalbox.partitions'))`;
    for (let day = today - DAY_MS; day <= today + daysAhead * DAY_MS; day += DAY_MS) {
      const suffix = new Date(day).toISOString().slice(0, 10).replaceAll("-", "_");
      for (const { table, fillfactor } of PARTITIONED) {
        await tx.unsafe(
          `create table if not exists ${table}_${suffix} partition of ${table}
             for values from ('${idFloor(day)}') to ('${idFloor(day + DAY_MS)}') with (fillfactor = ${fillfactor})`,
        );
      }
    }
  });
}
