import { sql } from "drizzle-orm";
import type { Db } from "../client";

/** One process at a time adds costs up, until its transaction ends. @returns whether it is this one */
export async function lockCostRollups(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('signalbox.cost_rollups')) as locked`,
  );
  return row?.locked ?? false;
}

/** The first call of which a use of tokens is on record. */
export async function findFirstUsedId(db: Db): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string | null }>(sql`
    select least((select call_id from ledger order by call_id limit 1),
                 (select call_id from unpriced_usage order by call_id limit 1)) as id`);
  return row?.id ?? undefined;
}

/** Hours of calls in [`floor`, `ceiling`) that have to be added up again, oldest first. */
export async function listCostGaps(
  db: Db,
  params: { floor?: string; ceiling: string; limit: number },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select hour_id as id from cost_rollup_gaps
    where hour_id < ${params.ceiling}::uuid and ${params.floor ? sql`hour_id >= ${params.floor}::uuid` : sql`true`}
    order by hour_id limit ${params.limit}`);
  return rows.map(({ id }) => id);
}

/**
 * Adds hours up, anew where they have been. A line that is being written to one of them while this runs leaves its gap behind.
 * @param params.hourIds lowest ids of hours without gaps between them, ascending
 * @param params.ceiling lowest id after the last of them
 */
export async function replaceCostRollups(
  db: Db,
  params: { hourIds: readonly string[]; ceiling: string },
): Promise<void> {
  const { hourIds, ceiling } = params;
  const hours = sql`${sql.param([...hourIds])}::uuid[]`;
  const floor = hourIds[0];
  if (floor === undefined) return;
  // Waits for whoever is writing a late line, and so sees the line below.
  await db.execute(sql`delete from cost_rollup_gaps where hour_id = any(${hours})`);
  await db.execute(
    sql`delete from cost_rollups where hour_id >= ${floor}::uuid and hour_id < ${ceiling}::uuid`,
  );
  await db.execute(sql`
    insert into cost_rollups (hour_id, caller_id, callee_name, domain, model, operation, subject_id, currency, calls, succeeded, cost,
                              input_tokens, output_tokens)
    select (${hours})[width_bucket(call_id, ${hours})], caller_id, callee_name, domain, model, operation, subject_id, currency,
           count(*), count(*) filter (where status = 'completed'), sum(cost), 0, 0
    from ledger where call_id >= ${floor}::uuid and call_id < ${ceiling}::uuid
    group by 1, 2, 3, 4, 5, 6, 7, 8
    union all
    select (${hours})[width_bucket(call_id, ${hours})], caller_id, callee_name, domain, model, operation, subject_id, null,
           count(*), count(*) filter (where status = 'completed'), null, sum(input_tokens), sum(output_tokens)
    from unpriced_usage where call_id >= ${floor}::uuid and call_id < ${ceiling}::uuid
    group by 1, 2, 3, 4, 5, 6, 7, 8`);
}
