import * as rows from "@/db/queries/a2a-push";
import { appendAudit } from "@/lib/audit/append-audit";
import { isMeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Mesh } from "@/lib/gateway/mesh";
import { deliverPush } from "./deliver-push";

export interface CourierTimes {
  /** How long to wait before the second attempt and each further one, in milliseconds. */
  retriesMs: readonly number[];
  /** How often deliveries are looked for that another process left behind, in milliseconds. */
  pollMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** As Standard Webhooks 1.0 recommends: seven attempts in about eighteen hours. */
const TIMES: CourierTimes = {
  retriesMs: [5000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS],
  pollMs: 5000,
};
const AT_ONCE = 64;
/** Longer than an attempt can take, so that nobody else tries the same delivery meanwhile. */
const LEASE_MS = 30_000;

/**
 * Brings notifications to callers' webhooks. The queue is in PostgreSQL: it survives a crash and any replica may carry on. A webhook that does not take a notification at any of its
 * attempts is not used any more, and what waits for it becomes dead letters. How each delivery ended is on record.
 */
export class PushCourier {
  readonly #mesh: Mesh;
  readonly #times: CourierTimes;
  readonly #poll: NodeJS.Timeout;
  #retry: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  readonly #underWay = new Set<Promise<void>>();
  #again = false;
  #closed = false;

  constructor(mesh: Mesh, times: CourierTimes = TIMES) {
    this.#mesh = mesh;
    this.#times = times;
    this.#poll = setInterval(() => this.wake(), times.pollMs);
    this.#poll.unref();
  }

  /** Looks for deliveries that are due. Returns at once. */
  wake(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Ends the looking and waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#retry);
    await this.#running;
    await Promise.all(this.#underWay);
  }

  /** Claims and starts, and does not wait for what it has started: a receiver that hangs holds up nobody else's notifications. */
  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const limit = AT_ONCE - this.#underWay.size;
        if (limit <= 0) break;
        const { db } = this.#mesh.database;
        for (const delivery of await rows.claimPushDeliveries(db, { limit, leaseMs: LEASE_MS })) {
          this.#start(delivery);
        }
      }
    } catch (err) {
      this.#onFailure(err);
    } finally {
      this.#running = undefined;
    }
  }

  #start(delivery: rows.PushDeliveryRow): void {
    const attempt = this.#attempt(delivery)
      .catch((err: unknown) => this.#onFailure(err))
      .finally(() => {
        this.#underWay.delete(attempt);
        // It may have been the one that a later one of its hook waited for.
        this.wake();
      });
    this.#underWay.add(attempt);
  }

  async #attempt(delivery: rows.PushDeliveryRow): Promise<void> {
    const { db } = this.#mesh.database;
    const config = await rows.findPushConfigByHook(db, delivery);
    // The caller took its configuration back.
    if (!config) return rows.deletePushDelivery(db, delivery);
    const failure = await this.#send(config, delivery);
    if (failure === undefined) return this.#settle(config, delivery);
    const waitMs = this.#times.retriesMs[delivery.attempts - 1];
    if (failure.final || waitMs === undefined) return this.#giveUp(config, delivery, failure.reason);
    // Spread, so that a receiver which comes back is not met by everything at once.
    const delayMs = waitMs * (0.75 + Math.random() / 2);
    await rows.postponePushDelivery(db, { id: delivery.id, delayMs });
    this.#wakeIn(delayMs);
  }

  async #send(
    config: rows.PushConfigRow,
    delivery: rows.PushDeliveryRow,
  ): Promise<{ reason: string; final: boolean } | undefined> {
    try {
      const status = await deliverPush(this.#mesh, config, delivery);
      // 410 is how a receiver says that it will never want this again (Standard Webhooks 1.0).
      return status < 300 ? undefined : { reason: `http_${status}`, final: status === 410 };
    } catch (err) {
      const { code } = toMeshError(err);
      if (!isMeshError(err))
        log.error({ err, delivery: delivery.id }, "a push notification could not be sent");
      return { reason: code, final: code === "egress_blocked" };
    }
  }

  /** The queue's row goes in the commit of the entry that says so. */
  async #settle(config: rows.PushConfigRow, delivery: rows.PushDeliveryRow): Promise<void> {
    await this.#mesh.database.db.transaction(async (tx) => {
      await rows.deletePushDelivery(tx, delivery);
      await appendAudit(tx, entryOf("delivered", config, delivery, "ok"));
    });
  }

  async #giveUp(config: rows.PushConfigRow, delivery: rows.PushDeliveryRow, outcome: string): Promise<void> {
    await this.#mesh.database.db.transaction(async (tx) => {
      const deadLetters = await rows.disablePushConfig(tx, { hookId: config.hookId, outcome });
      const entry = entryOf("disabled", config, delivery, outcome);
      await appendAudit(tx, { ...entry, payload: { ...entry.payload, dead_letters: deadLetters } });
    });
  }

  #wakeIn(delayMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.wake(), delayMs + 10);
    this.#retry.unref();
  }

  #onFailure(err: unknown): void {
    if (this.#closed || isClosedPool(err)) return void this.close();
    log.error({ err }, "push notifications could not be looked for");
  }
}

function entryOf(
  what: "delivered" | "disabled",
  config: rows.PushConfigRow,
  delivery: rows.PushDeliveryRow,
  outcome: string,
) {
  return {
    type: `io.signalbox.push.${what}` as const,
    actor: `agent:${config.agentName}`,
    object: config.ownerId,
    outcome,
    payload: {
      attempts: delivery.attempts,
      body: delivery.body,
      config: config.id,
      delivery: delivery.id,
      task: config.taskId,
      url: config.url,
    },
  };
}

/** The process is shutting down. */
function isClosedPool(err: unknown): boolean {
  const code = String(
    (err as { code?: unknown; cause?: { code?: unknown } } | undefined)?.code ??
      (err as Error | undefined)?.cause,
  );
  return code.includes("CONNECTION_ENDED") || code.includes("CONNECTION_DESTROYED");
}
