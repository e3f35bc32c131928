import { and, asc, eq, isNull, lt, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { a2aPushConfigs, a2aPushDeliveries, a2aPushReceived } from "../schema";

export type PushConfigRow = typeof a2aPushConfigs.$inferSelect;
export type PushDeliveryRow = typeof a2aPushDeliveries.$inferSelect;

export interface PushConfigKey {
  agentName: string;
  taskId: string;
  ownerId: string;
  id: string;
}

function named(key: PushConfigKey) {
  return and(
    eq(a2aPushConfigs.agentName, key.agentName),
    eq(a2aPushConfigs.taskId, key.taskId),
    eq(a2aPushConfigs.ownerId, key.ownerId),
    eq(a2aPushConfigs.id, key.id),
  );
}

export async function findPushConfig(db: Db, key: PushConfigKey): Promise<PushConfigRow | undefined> {
  const [row] = await db.select().from(a2aPushConfigs).where(named(key)).limit(1);
  return row;
}

export async function findPushConfigByHook(
  db: Db,
  params: { agentName: string; hookId: string },
): Promise<PushConfigRow | undefined> {
  const [row] = await db
    .select()
    .from(a2aPushConfigs)
    .where(and(eq(a2aPushConfigs.agentName, params.agentName), eq(a2aPushConfigs.hookId, params.hookId)))
    .limit(1);
  return row;
}

const MOST_CONFIGS = 100;

export function listPushConfigs(db: Db, key: Omit<PushConfigKey, "id">): Promise<PushConfigRow[]> {
  return db
    .select()
    .from(a2aPushConfigs)
    .where(
      and(
        eq(a2aPushConfigs.agentName, key.agentName),
        eq(a2aPushConfigs.taskId, key.taskId),
        eq(a2aPushConfigs.ownerId, key.ownerId),
      ),
    )
    .orderBy(asc(a2aPushConfigs.createdAt), asc(a2aPushConfigs.hookId))
    .limit(MOST_CONFIGS);
}

/** Adds a configuration or replaces what stands under its hook; then it is in use again. */
export async function upsertPushConfig(db: Db, row: PushConfigRow): Promise<void> {
  const { url, generation, sealed, inboundTokenHash } = row;
  await db
    .insert(a2aPushConfigs)
    .values(row)
    .onConflictDoUpdate({
      target: a2aPushConfigs.hookId,
      set: { url, generation, sealed, inboundTokenHash, disabledAt: null },
    });
}

/** Names the task of a configuration that came with its first message. Another one of the same name at that task gives way. */
export async function updatePushConfigTask(db: Db, row: PushConfigRow, taskId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(a2aPushConfigs)
      .where(and(named({ ...row, taskId }), ne(a2aPushConfigs.hookId, row.hookId)));
    await tx.update(a2aPushConfigs).set({ taskId }).where(eq(a2aPushConfigs.hookId, row.hookId));
  });
}

export async function deletePushConfig(db: Db, params: { hookId: string }): Promise<void> {
  await db.delete(a2aPushConfigs).where(eq(a2aPushConfigs.hookId, params.hookId));
}

export async function insertPushDelivery(
  db: Db,
  row: Pick<PushDeliveryRow, "id" | "agentName" | "hookId" | "contentType" | "body">,
): Promise<void> {
  await db.insert(a2aPushDeliveries).values(row);
}

/**
 * Takes deliveries that are due, at most one of each hook and only its oldest: a receiver sees the states of a task in their order. Nobody else takes them for `leaseMs`; the
 * attempt counts from here on, so that one which kills its process is not repeated for ever.
 */
export async function claimPushDeliveries(
  db: Db,
  params: { limit: number; leaseMs: number },
): Promise<PushDeliveryRow[]> {
  return db
    .update(a2aPushDeliveries)
    .set({
      claimedUntil: sql`now() + ${params.leaseMs} * interval '1 millisecond'`,
      attempts: sql`${a2aPushDeliveries.attempts} + 1`,
    })
    .where(
      sql`${a2aPushDeliveries.id} in (
        select d.id from a2a_push_deliveries d
        where d.dead_at is null and d.next_at <= now() and (d.claimed_until is null or d.claimed_until < now())
          and not exists (select 1 from a2a_push_deliveries o
            where o.hook_id = d.hook_id and o.id < d.id and o.dead_at is null)
        order by d.next_at limit ${params.limit} for update skip locked)`,
    )
    .returning();
}

export async function postponePushDelivery(db: Db, params: { id: string; delayMs: number }): Promise<void> {
  await db
    .update(a2aPushDeliveries)
    .set({ claimedUntil: null, nextAt: sql`now() + ${params.delayMs} * interval '1 millisecond'` })
    .where(eq(a2aPushDeliveries.id, params.id));
}

export async function deletePushDelivery(db: Db, params: { id: string }): Promise<void> {
  await db.delete(a2aPushDeliveries).where(eq(a2aPushDeliveries.id, params.id));
}

/** Stops a webhook and gives up what waits for it. @returns how many deliveries became dead letters */
export async function disablePushConfig(
  db: Db,
  params: { hookId: string; outcome: string },
): Promise<number> {
  const { hookId, outcome } = params;
  await db.update(a2aPushConfigs).set({ disabledAt: sql`now()` }).where(eq(a2aPushConfigs.hookId, hookId));
  const dead = await db
    .update(a2aPushDeliveries)
    .set({ deadAt: sql`now()`, claimedUntil: null, outcome })
    .where(and(eq(a2aPushDeliveries.hookId, hookId), isNull(a2aPushDeliveries.deadAt)))
    .returning({ id: a2aPushDeliveries.id });
  return dead.length;
}

/** Notes a signed notification. @returns false when it has been here before */
export async function insertPushReceived(
  db: Db,
  row: { hookId: string; webhookId: string },
): Promise<boolean> {
  const noted = await db
    .insert(a2aPushReceived)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: a2aPushReceived.webhookId });
  return noted.length > 0;
}

/** Forgets dead letters, and the ids of notifications whose signatures have run out. */
export async function deleteOldPushes(
  db: Db,
  params: { deadAfterMs: number; receivedAfterMs: number },
): Promise<void> {
  const before = (ms: number) => sql`now() - make_interval(secs => ${ms / 1000})`;
  await db.delete(a2aPushDeliveries).where(lt(a2aPushDeliveries.deadAt, before(params.deadAfterMs)));
  await db.delete(a2aPushReceived).where(lt(a2aPushReceived.at, before(params.receivedAfterMs)));
}
