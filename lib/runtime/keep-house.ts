import type { Database } from "@/db/client";
import { ensurePartitions } from "@/db/partitions";
import { deleteOldIdempotencyKeys } from "@/db/queries/idempotent-calls";
import { deleteOldTaskLabels } from "@/db/queries/task-labels";
import { log } from "@/lib/core/log";

const EVERY_MS = 3_600_000;
const KEY_LIFE_MS = 24 * 3_600_000;
const LABEL_LIFE_MS = 90 * 24 * 3_600_000;

/** Every hour: makes the partitions of the coming days and forgets idempotency keys after 24 hours and labels of tasks after 90 days. @returns how to end it */
export function keepHouse(database: Database): () => void {
  const tidy = async () => {
    await ensurePartitions(database.sql);
    await deleteOldIdempotencyKeys(database.db, { olderThanMs: KEY_LIFE_MS });
    await deleteOldTaskLabels(database.db, { olderThanMs: LABEL_LIFE_MS });
  };
  const timer = setInterval(() => {
    tidy().catch((err: unknown) => log.warn({ err }, "the hourly work failed"));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
