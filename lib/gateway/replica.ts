import { hostname } from "node:os";
import type { Database } from "@/db/client";
import {
  countLiveReplicas,
  insertReplica,
  listHostReplicas,
  updateHeartbeat,
  updateReplicaStopped,
} from "@/db/queries/replicas";
import { log } from "@/lib/core/log";
import { callsInFlight } from "@/lib/telemetry/metrics";
import type { Limiter } from "@/lib/traffic/limiter";
import { closeLostCalls } from "./close-lost-calls";
import type { InFlight } from "./in-flight";

const HEARTBEAT_MS = 2000;
const STALE_AFTER_MS = 15_000;

export interface Replica {
  /** Says goodbye, so that nobody looks for lost calls. */
  stop(): Promise<void>;
}

/** Announces this process, shows that it lives, shares out the limits and clears up after processes that died. */
export async function startReplica(deps: {
  id: string;
  role: string;
  database: Database;
  inFlight: InFlight;
  limiter: Limiter;
}): Promise<Replica> {
  const { id, role, inFlight, limiter } = deps;
  const { db } = deps.database;
  const host = hostname();
  await insertReplica(db, { id, role, host, pid: process.pid });
  const beat = async (gone: readonly string[]) => {
    const oldest = inFlight.oldestMs();
    await updateHeartbeat(db, { id, openSince: oldest === undefined ? null : new Date(oldest) });
    limiter.setReplicas(await countLiveReplicas(db, STALE_AFTER_MS));
    callsInFlight.set(inFlight.size);
    const closed = await closeLostCalls(db, { staleAfterMs: STALE_AFTER_MS, gone });
    if (closed > 0) log.warn({ closed }, "calls of a dead process were ended as outcome_unknown");
  };
  await beat(await goneFrom(deps.database, host));
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= beat([])
      .catch((err: unknown) => log.warn({ err }, "the heartbeat failed"))
      .finally(() => {
        running = undefined;
      });
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      // A heartbeat after the goodbye would take it back.
      await running;
      await updateReplicaStopped(db, id);
    },
  };
}

/** Replicas of this host whose process no longer exists: no need to wait until their heartbeat is stale. */
async function goneFrom(database: Database, host: string): Promise<string[]> {
  const rows = await listHostReplicas(database.db, host);
  return rows.filter((row) => row.pid !== process.pid && !isAlive(row.pid)).map((row) => row.id);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === "EPERM";
  }
}
