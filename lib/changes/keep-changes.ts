import type { Database } from "@/db/client";
import { type ChangeRow, claimDueChanges, claimOverdueChanges } from "@/db/queries/changes";
import { isMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Services } from "@/lib/core/services";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { applyIn } from "./apply-change";
import { recordStep } from "./change-step";
import { contentHashOf, prepareItems } from "./prepare-items";
import { putInForce } from "./put-in-force";
import { inverseOf } from "./revert-change";
import { readItems } from "./stored-items";

const EVERY_MS = 1000;

/** Does what is due: scheduled changes take effect, emergency changes that nobody reviewed in time are taken back. Any replica does it, none twice. @returns how to stop */
export function keepChanges(database: Database, services: Services): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  const timer = setInterval(() => {
    if (stopped) return;
    running = running
      .then(() => doWhatIsDue(database, services))
      .catch((err: unknown) => log.warn({ err }, "due changes could not be looked at"));
  }, EVERY_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

/** One change a round and transaction, so that one that fails keeps none of the others. */
export async function doWhatIsDue(database: Database, services: Services): Promise<void> {
  while (await oneDue(database, services));
  while (await oneOverdue(database));
}

async function oneDue(database: Database, services: Services): Promise<boolean> {
  let claimed: ChangeRow | undefined;
  try {
    await database.db.transaction(async (tx) => {
      [claimed] = await claimDueChanges(tx, { limit: 1 });
      if (claimed) await applyIn(tx, services, claimed.number, MESH_AUTHOR);
    });
  } catch (err) {
    if (!claimed || !isMeshError(err)) throw err;
    await backToReview(database, claimed, err.message);
  }
  return claimed !== undefined;
}

/** What could not take effect at its hour waits for people again, and says why. */
function backToReview(database: Database, row: ChangeRow, why: string): Promise<unknown> {
  return database.db.transaction((tx) =>
    recordStep(tx, row, {
      type: "io.signalbox.change.not_applied",
      author: MESH_AUTHOR,
      state: "review",
      contentHash: row.contentHash,
      set: { applyAt: null },
      payload: { reason: why },
    }),
  );
}

async function oneOverdue(database: Database): Promise<boolean> {
  let claimed: ChangeRow | undefined;
  try {
    await database.db.transaction(async (tx) => {
      [claimed] = await claimOverdueChanges(tx, { limit: 1 });
      if (!claimed) return;
      const inverse = await prepareItems(tx, await inverseOf(tx, await readItems(tx, claimed.id)));
      const items = inverse.map((item, position) => ({ ...item, position, appliedVersion: null }));
      // Whatever somebody put on top of it meanwhile was reviewed; only what is still there is taken back.
      await putInForce(tx, claimed, items, MESH_AUTHOR);
      await recordStep(tx, claimed, {
        type: "io.signalbox.change.reverted",
        author: MESH_AUTHOR,
        state: "reverted",
        contentHash: claimed.contentHash,
        payload: { reason: "Nobody reviewed it in time.", restores: contentHashOf(inverse) },
      });
    });
  } catch (err) {
    if (!claimed || !isMeshError(err)) throw err;
    await giveUp(database, claimed, err.message);
  }
  return claimed !== undefined;
}

/** It cannot be taken back by itself: people are told, once. */
function giveUp(database: Database, row: ChangeRow, why: string): Promise<unknown> {
  return database.db.transaction(async (tx) => {
    await recordStep(tx, row, {
      type: "io.signalbox.change.not_reverted",
      author: MESH_AUTHOR,
      state: "applied",
      contentHash: row.contentHash,
      set: { afterReviewedAt: new Date() },
      payload: { reason: why },
    });
  });
}
