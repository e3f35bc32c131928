import type { Database } from "@/db/client";
import { ensurePartitions } from "@/db/partitions";
import { deleteOldPushes } from "@/db/queries/a2a-push";
import { deleteOldGrantUses } from "@/db/queries/grant-uses";
import { deleteOldIdempotencyKeys } from "@/db/queries/idempotent-calls";
import { deleteOldMeters, releaseReservations } from "@/db/queries/meters";
import { deleteOldPolicyReplays } from "@/db/queries/policy-replays";
import { deleteOldTaskLabels } from "@/db/queries/task-labels";
import { log } from "@/lib/core/log";
import { LABEL_LIFE_MS } from "@/lib/policy/labels";

const EVERY_MS = 3_600_000;
const KEY_LIFE_MS = 24 * 3_600_000;
const DEAD_LETTER_LIFE_MS = 30 * 24 * 3_600_000;
/** Longer than a signature of a notification is taken. */
const RECEIVED_LIFE_MS = 3_600_000;
/** Longer than any call. */
const RESERVATION_LIFE_MS = 24 * 3_600_000;
const SHORT_WINDOW_LIFE_MS = 24 * 3_600_000;
const LONG_WINDOW_LIFE_MS = 800 * 24 * 3_600_000;
const REPLAY_LIFE_MS = 7 * 24 * 3_600_000;

/** Every hour: makes the partitions of the coming days and forgets idempotency keys after 24 hours, push notifications that nobody took after 30 days, replays of decisions after a week, labels and counts of tasks after 90 days and what budgets and limits counted after 800. @returns how to end it */
export function keepHouse(database: Database): () => void {
  const tidy = async () => {
    await ensurePartitions(database.sql);
    await deleteOldIdempotencyKeys(database.db, { olderThanMs: KEY_LIFE_MS });
    await deleteOldPushes(database.db, {
      deadAfterMs: DEAD_LETTER_LIFE_MS,
      receivedAfterMs: RECEIVED_LIFE_MS,
    });
    await deleteOldTaskLabels(database.db, { olderThanMs: LABEL_LIFE_MS });
    await deleteOldPolicyReplays(database.db, { olderThanMs: REPLAY_LIFE_MS });
    await releaseReservations(database.db, { olderThanMs: RESERVATION_LIFE_MS });
    await deleteOldMeters(database.db, {
      shortOlderThanMs: SHORT_WINDOW_LIFE_MS,
      longOlderThanMs: LONG_WINDOW_LIFE_MS,
    });
    await deleteOldGrantUses(database.db, { olderThanMs: LABEL_LIFE_MS });
  };
  const timer = setInterval(() => {
    tidy().catch((err: unknown) => log.warn({ err }, "the hourly work failed"));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
