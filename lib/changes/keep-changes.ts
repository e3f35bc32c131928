import type { Database, Db } from "@/db/client";
import { findAssetForUpdate, findAssetHead } from "@/db/queries/assets";
import {
  type ChangeRow,
  claimDueChanges,
  claimExpiredCanaries,
  claimOverdueChanges,
  findChangeForUpdate,
} from "@/db/queries/changes";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Services } from "@/lib/core/services";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { holdPolicyIds } from "@/lib/registry/policy-ids";
import { applyIn } from "./apply-change";
import { endCanaryIn } from "./canary-change";
import type { ProposedItem } from "./change-item.schema";
import { recordStep } from "./change-step";
import { policyFaults } from "./checks";
import { isInForce, sinceReviewed } from "./emergency-base";
import { contentHashOf, prepareItems } from "./prepare-items";
import { putInForce } from "./put-in-force";
import { inverseOf } from "./revert-change";
import { readItems } from "./stored-items";

const EVERY_MS = 1000;

/** Does what is due: scheduled changes take effect, emergency changes that nobody reviewed in time and those that only a share of the calls gets are taken back. Any replica does it, none twice. @returns how to stop */
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

/** One change a round and transaction, so that one that fails keeps none of the others; what fails for another reason than its own is tried again next time. */
export async function doWhatIsDue(database: Database, services: Services): Promise<void> {
  await eachOnce((except) => oneDue(database, services, except));
  await eachOnce((except) => oneOverdue(database, services, except));
  await eachOnce((except) => oneExpired(database, services, except));
}

type Claimed = { id: string; failed?: unknown } | undefined;

async function eachOnce(one: (except: readonly string[]) => Promise<Claimed>): Promise<void> {
  const except: string[] = [];
  for (let done = await one(except); done; done = await one(except)) {
    if (done.failed === undefined) continue;
    log.warn({ err: done.failed, change: done.id }, "a due change could not be dealt with");
    except.push(done.id);
  }
}

async function oneDue(database: Database, services: Services, except: readonly string[]): Promise<Claimed> {
  let claimed: ChangeRow | undefined;
  try {
    await database.db.transaction(async (tx) => {
      [claimed] = await claimDueChanges(tx, { limit: 1, except });
      if (claimed) await applyIn(tx, services, claimed.number, MESH_AUTHOR);
    });
  } catch (err) {
    if (!claimed) throw err;
    if (!isMeshError(err)) return { id: claimed.id, failed: err };
    await backToReview(database, claimed, err.message);
  }
  return claimed;
}

/** What could not take effect at its hour waits for people again, and says why. Whatever somebody has done with it in between stands. */
function backToReview(database: Database, row: ChangeRow, why: string): Promise<unknown> {
  return database.db.transaction(async (tx) => {
    const now = await findChangeForUpdate(tx, row);
    if (now?.state !== "scheduled" || now.revision !== row.revision) return;
    await recordStep(tx, row, {
      type: "io.signalbox.change.not_applied",
      author: MESH_AUTHOR,
      state: "review",
      contentHash: row.contentHash,
      set: { applyAt: null },
      payload: { reason: why },
    });
  });
}

async function oneOverdue(
  database: Database,
  services: Services,
  except: readonly string[],
): Promise<Claimed> {
  let claimed: ChangeRow | undefined;
  try {
    await database.db.transaction(async (tx) => {
      [claimed] = await claimOverdueChanges(tx, { limit: 1, except });
      if (claimed) await takeBack(tx, services, claimed);
    });
  } catch (err) {
    if (!claimed) throw err;
    if (!isMeshError(err)) return { id: claimed.id, failed: err };
    await giveUp(database, claimed, err.message);
  }
  return claimed;
}

/** Brings back what others had seen before it. Whatever somebody put on top of it meanwhile stays: it has a review of its own, or its own hour. */
async function takeBack(tx: Db, services: Services, change: ChangeRow): Promise<void> {
  const items = await readItems(tx, change.id);
  if (items.some(({ kind }) => kind === "policy")) await holdPolicyIds(tx);
  for (const item of items) await findAssetForUpdate(tx, item);
  const there = await Promise.all(items.map((item) => isInForce(tx, item)));
  const begun = await Promise.all(
    items.filter((_, at) => there[at]).map((item) => sinceReviewed(tx, change, item)),
  );
  const inverse = await prepareItems(tx, await stayingRetired(tx, await inverseOf(tx, begun)));
  const back = inverse.map((item, position) => ({ ...item, position, appliedVersion: null }));
  const [fault] = policyFaults(back, services);
  if (fault) throw new MeshError("conflict", `What was there before no longer fits: ${fault}`);
  await putInForce(tx, change, back, MESH_AUTHOR);
  await recordStep(tx, change, {
    type: "io.signalbox.change.reverted",
    author: MESH_AUTHOR,
    state: "reverted",
    contentHash: change.contentHash,
    payload: {
      reason: "Nobody reviewed it in time.",
      restores: contentHashOf(inverse),
      left: items.filter((_, at) => !there[at]).map(({ kind, name }) => `${kind}:${name}`),
    },
  });
}

/** What somebody has retired meanwhile gets its content back and stays out of traffic. */
function stayingRetired(tx: Db, items: readonly ProposedItem[]): Promise<ProposedItem[]> {
  return Promise.all(
    items.map(async (item) => {
      if (item.op !== "put" || item.head.lifecycle !== undefined) return item;
      const retired = (await findAssetHead(tx, item))?.lifecycle === "retired";
      return retired ? { ...item, head: { ...item.head, lifecycle: "retired" as const } } : item;
    }),
  );
}

/** Nobody has put it in force wholly in time. */
async function oneExpired(
  database: Database,
  services: Services,
  except: readonly string[],
): Promise<Claimed> {
  let claimed: ChangeRow | undefined;
  try {
    await database.db.transaction(async (tx) => {
      [claimed] = await claimExpiredCanaries(tx, { limit: 1, except });
      if (claimed) await endCanaryIn(tx, services, claimed.number, MESH_AUTHOR, "Its time was over.");
    });
  } catch (err) {
    if (!claimed) throw err;
    return { id: claimed.id, failed: err };
  }
  return claimed;
}

/** It cannot be taken back by itself: people are told, once. */
function giveUp(database: Database, row: ChangeRow, why: string): Promise<unknown> {
  return database.db.transaction(async (tx) => {
    const now = await findChangeForUpdate(tx, row);
    if (now?.state !== "applied" || now.afterReviewedAt !== null) return;
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
