import * as rows from "@/db/queries/a2a-push";
import { appendAudit } from "@/lib/audit/append-audit";
import { isMeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Mesh } from "@/lib/gateway/mesh";
import { deliverPush } from "./deliver-push";

export interface CourierTimes {
  /** Before the second attempt, in milliseconds; four times as long before each further one. */
  firstRetryMs: number;
  /** How often deliveries are looked for that another process left behind, in milliseconds. */
  pollMs: number;
}

const TIMES: CourierTimes = { firstRetryMs: 1000, pollMs: 5000 };
const ATTEMPTS = 6;
const AT_ONCE = 16;
/** Longer than an attempt can take, so that nobody else tries the same delivery meanwhile. */
const LEASE_MS = 30_000;

/**
 * Brings notifications to callers' webhooks. The queue is in PostgreSQL: it survives a crash and any replica may carry on. Six attempts over about six minutes; how each delivery ended is on record.
 */
export class PushCourier {
  readonly #mesh: Mesh;
  readonly #times: CourierTimes;
  readonly #poll: NodeJS.Timeout;
  #retry: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
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
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const { db } = this.#mesh.database;
        const due = await rows.claimPushDeliveries(db, { limit: AT_ONCE, leaseMs: LEASE_MS });
        await Promise.all(due.map((delivery) => this.#attempt(delivery)));
        // Each of these may have been the one that a later one of its hook waited for.
        if (due.length > 0) this.#again = true;
      }
    } catch (err) {
      this.#onFailure(err);
    } finally {
      this.#running = undefined;
    }
  }

  async #attempt(delivery: rows.PushDeliveryRow): Promise<void> {
    const { db } = this.#mesh.database;
    const config = await rows.findPushConfigByHook(db, delivery);
    // The caller took its configuration back.
    if (!config) return rows.deletePushDelivery(db, delivery);
    const failure = await this.#send(config, delivery);
    if (failure === undefined) return this.#settle(config, delivery, "ok");
    if (failure.final || delivery.attempts >= ATTEMPTS) return this.#settle(config, delivery, failure.reason);
    const delayMs = this.#times.firstRetryMs * 4 ** (delivery.attempts - 1) * (0.75 + Math.random() / 2);
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

  /** The queue's row goes in the commit of the entry that says how it ended. */
  async #settle(config: rows.PushConfigRow, delivery: rows.PushDeliveryRow, outcome: string): Promise<void> {
    await this.#mesh.database.db.transaction(async (tx) => {
      await rows.deletePushDelivery(tx, delivery);
      await appendAudit(tx, {
        type: outcome === "ok" ? "io.signalbox.push.delivered" : "io.signalbox.push.failed",
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
      });
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

/** The process is shutting down. */
function isClosedPool(err: unknown): boolean {
  const code = String(
    (err as { code?: unknown; cause?: { code?: unknown } } | undefined)?.code ??
      (err as Error | undefined)?.cause,
  );
  return code.includes("CONNECTION_ENDED") || code.includes("CONNECTION_DESTROYED");
}
